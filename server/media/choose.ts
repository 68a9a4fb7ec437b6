/** Above this share of its processor a node gets a room only where every other one is above it too. */
const FULL = 0.9;
/** What a room that its node does not show yet will take of a processor: a call of two (docs/performance.md: 50 on a core). */
const ROOM_LOAD = 0.02;

/** A node as the probes know it. */
export type NodeState = {
  name: string;
  region: string;
  isDead: boolean;
  isDraining: boolean;
  /** How busy its processors are, 1 being all of them; null where nobody knows. */
  load: number | null;
  rooms: number;
  /** Those of them that are too young for the load to show them. */
  newRooms: number;
};

/** The load that a node will have once its newest rooms are what they will be. */
const loadOf = ({ load, newRooms }: NodeState) => (load === null ? null : load + newRooms * ROOM_LOAD);

/** The best of them by a condition where one meets it, else all. */
const preferred = (nodes: NodeState[], is: (node: NodeState) => boolean) =>
  nodes.some(is) ? nodes.filter(is) : nodes;

/**
 * The node for a new room. One that answers and is not being emptied, where there is one; of these one under 90 %; of these one in the
 * region that is least far from the people of the call on the average (`meanMs`, by region; empty where that is not known); of these the least
 * loaded, or, where the load of one is not known, the one with the fewest rooms. Throws where there is no node at all.
 */
export function chooseNode(nodes: readonly NodeState[], meanMs: ReadonlyMap<string, number>): NodeState {
  const alive = preferred([...nodes], ({ isDead }) => !isDead);
  const staying = preferred(alive, ({ isDraining }) => !isDraining);
  const free = preferred(staying, (node) => (loadOf(node) ?? 0) < FULL);
  const farAs = ({ region }: NodeState) => meanMs.get(region) ?? Number.POSITIVE_INFINITY;
  const least = Math.min(...free.map(farAs));
  const near = preferred(free, (node) => farAs(node) === least);
  const isLoadKnown = near.every((node) => loadOf(node) !== null);
  const weight = (node: NodeState) => (isLoadKnown ? (loadOf(node) ?? 0) : node.rooms);
  // Shuffled first: of those that are equal not always the same one.
  const [best] = near
    .map((node) => ({ node, at: Math.random() }))
    .toSorted((a, b) => weight(a.node) - weight(b.node) || a.node.rooms - b.node.rooms || a.at - b.at);
  if (!best) throw new Error("There is no SFU node.");
  return best.node;
}
