import { and, eq, sql } from "drizzle-orm";
import { config } from "../config";
import { type Connection, database } from "../db";
import { callRooms } from "./schema";

/** An SFU: its address for the server (http) and for browsers (ws). */
export type SfuNode = { name: string; region: string; url: string; publicUrl: string };
/** A call's room: its name at the SFU, the node that has it, and how often it was opened anew elsewhere. */
export type RoomPlace = { room: string; node: SfuNode; moves: number };

/** The nodes of this deployment, one at least. */
export function listNodes(): SfuNode[] {
  const { PEAL_SFU_NODES, LIVEKIT_URL, LIVEKIT_PUBLIC_URL } = config();
  return (
    PEAL_SFU_NODES ?? [{ name: "only", region: "here", url: LIVEKIT_URL, publicUrl: LIVEKIT_PUBLIC_URL }]
  );
}

/** A dead node may still have the room under its old name: the new one has a name of its own. */
const roomName = (callId: string, moves: number): string => (moves === 0 ? callId : `${callId}.${moves}`);

/** The call that a room's name means, by `roomName`; what is no such name is answered as it is. */
export const callOfRoom = (room: string): string => room.replace(/\.\d+$/, "");

/** Names of the nodes as SQL, to choose among. */
export const nodeNames = () =>
  sql`unnest(array[${sql.join(
    listNodes().map(({ name }) => sql`${name}`),
    sql`, `,
  )}]::text[])`;

/**
 * Where the room of a call is, and where it is to be made if it is not yet: on the node with the fewest rooms of those that answer. With one
 * node nothing is asked.
 */
export async function placeOf(callId: string, db: Connection = database()): Promise<RoomPlace> {
  const nodes = listNodes();
  const [only] = nodes;
  if (nodes.length === 1 && only) return { room: callId, node: only, moves: 0 };
  for (;;) {
    const [found] = await db.execute<{ node: string; moves: number }>(sql`
      with found as (select node, moves from call_rooms where call_id = ${callId}),
      made as (
        insert into call_rooms (call_id, node)
        select ${callId}, best.name from (
          select n.name from ${nodeNames()} as n(name)
          left join sfu_nodes s on s.name = n.name left join call_rooms r on r.node = n.name
          group by n.name, s.dead_since
          order by s.dead_since is not null, count(r.call_id), random() limit 1
        ) best
        where not exists (select 1 from found)
        on conflict (call_id) do nothing
        returning node, moves
      )
      select * from found union all select * from made`);
    const node = nodes.find(({ name }) => name === found?.node);
    if (found && node) return { room: roomName(callId, found.moves), node, moves: found.moves };
    // Its node is no longer named: the room is made elsewhere. Where nothing was found, another request was making it.
    if (found)
      await db.delete(callRooms).where(and(eq(callRooms.callId, callId), eq(callRooms.node, found.node)));
  }
}

/** Forgets where the room of a call was, once it is over. */
export async function forgetPlace(callId: string): Promise<void> {
  if (listNodes().length > 1) await database().delete(callRooms).where(eq(callRooms.callId, callId));
}
