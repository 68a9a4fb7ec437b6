import { and, eq } from "drizzle-orm";
import { type Connection, database } from "../db";
import { listRegions, meanRoundTrips, type Traveller } from "../regions";
import { chooseNode } from "./choose";
import { listNodes, readNodes, type SfuNode } from "./nodes";
import { callRooms } from "./schema";

/** A call's room: its name at the SFU, the node that has it, and how often it was opened anew elsewhere. */
export type RoomPlace = { room: string; node: SfuNode; moves: number };

/** The people of a call, as they are when its room is placed. Asked only where there is a region to choose. */
export type PeopleOf = () => Promise<Traveller[]>;

/** A dead node may still have the room under its old name: the new one has a name of its own. */
const roomName = (callId: string, moves: number): string => (moves === 0 ? callId : `${callId}.${moves}`);

/** The call that a room's name means, by `roomName`; what is no such name is answered as it is. */
export const callOfRoom = (room: string): string => room.replace(/\.\d+$/, "");

/**
 * Where the room of a call is, and where it is to be made if it is not yet: on the node that `chooseNode` says, by the round trips of its
 * people. With one node nothing is asked.
 */
export async function placeOf(
  callId: string,
  peopleOf: PeopleOf = async () => [],
  db: Connection = database(),
): Promise<RoomPlace> {
  const nodes = listNodes();
  const [only] = nodes;
  if (nodes.length === 1 && only) return { room: callId, node: only, moves: 0 };
  for (;;) {
    const [found] = await db.select().from(callRooms).where(eq(callRooms.callId, callId));
    const node = nodes.find(({ name }) => name === found?.node);
    if (found && node) return { room: roomName(callId, found.moves), node, moves: found.moves };
    // Its node is no longer named: the room is made elsewhere.
    if (found)
      await db.delete(callRooms).where(and(eq(callRooms.callId, callId), eq(callRooms.node, found.node)));
    const hasRegions = listRegions().length > 0;
    const [states, people] = await Promise.all([readNodes(db), hasRegions ? peopleOf() : []]);
    const chosen = chooseNode(states, hasRegions ? await meanRoundTrips(db, people) : new Map());
    // Of several requests that place it at once the first one does.
    await db.insert(callRooms).values({ callId, node: chosen.name }).onConflictDoNothing();
  }
}

/** Forgets where the room of a call was, once it is over. */
export async function forgetPlace(callId: string): Promise<void> {
  if (listNodes().length > 1) await database().delete(callRooms).where(eq(callRooms.callId, callId));
}
