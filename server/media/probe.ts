import { sql } from "drizzle-orm";
import { emit } from "../bus";
import type { Database, Transaction } from "../db";
import { log } from "../telemetry";
import { listNodes, nodeNames, type SfuNode } from "./place";

declare module "../bus/reactions" {
  interface DomainEvents {
    /** The rooms of these calls are on another node from now on, under a new name. */
    "media.rooms-moved": { callIds: string[] };
  }
}

/** How long a node may take to answer, in ms. */
const PATIENCE_MS = 700;
/** So many looks in a row: one that is missed is an accident. */
const MISSES_OF_THE_DEAD = 2;
const ANSWERS_OF_THE_LIVING = 3;

const answers = (node: SfuNode) =>
  fetch(node.url, { signal: AbortSignal.timeout(PATIENCE_MS) }).then(
    ({ ok }) => ok,
    () => false,
  );

/**
 * Looks after the SFU nodes: `look` asks each whether it answers. The rooms of one that does not, twice in a row, are opened anew on those that
 * do, in the transaction that says so; nobody is sent back to one before it has answered three times. Where none answers it is this
 * process that is alone, and nothing changes.
 */
export class NodeProbe {
  /** Looks in a row with the same answer, and the answer. */
  readonly #seen = new Map<string, { isAlive: boolean; times: number }>();

  constructor(
    readonly db: Database,
    readonly ask: (node: SfuNode) => Promise<boolean> = answers,
  ) {}

  async look(): Promise<void> {
    const nodes = listNodes();
    if (nodes.length === 1) return;
    const alive = await Promise.all(nodes.map(this.ask));
    if (!alive.includes(true)) return;
    for (const [at, { name }] of nodes.entries()) {
      const isAlive = alive[at] ?? false;
      const before = this.#seen.get(name);
      const times = before?.isAlive === isAlive ? before.times + 1 : 1;
      this.#seen.set(name, { isAlive, times });
      if (!isAlive && times >= MISSES_OF_THE_DEAD) await this.#bury(name);
      if (isAlive && times === ANSWERS_OF_THE_LIVING)
        await this.db.execute(sql`update sfu_nodes set dead_since = null where name = ${name}`);
    }
  }

  async #bury(name: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const buried = await tx.execute(sql`
        insert into sfu_nodes (name, dead_since) values (${name}, peal_now())
        on conflict (name) do update set dead_since = peal_now() where sfu_nodes.dead_since is null
        returning name`);
      if (buried.length === 0) return;
      const callIds = await moveRooms(tx, name);
      log.error({ event: "sfu_node_dead", node: name, rooms: callIds.length });
      if (callIds.length > 0) await emit(tx, "media.rooms-moved", { callIds });
    });
  }
}

/** Spreads the rooms of a node over those that answer. Answers the calls; none where no other node answers. */
async function moveRooms(tx: Transaction, dead: string): Promise<string[]> {
  const moved = await tx.execute<{ call_id: string }>(sql`
    with living as (
      select array_agg(n.name order by n.name) as names from ${nodeNames()} as n(name)
      left join sfu_nodes s on s.name = n.name where s.dead_since is null
    )
    update call_rooms r set moves = r.moves + 1,
      node = living.names[1 + mod(abs(hashtext(r.call_id::text)::bigint), array_length(living.names, 1))]
    from living where r.node = ${dead} and living.names is not null
    returning r.call_id`);
  return moved.map((row) => row.call_id);
}
