import { sql } from "drizzle-orm";
import { config } from "../config";
import type { Connection } from "../db";
import type { NodeState } from "./choose";

/** An SFU: its address for the server (http) and for browsers (ws), and where it tells its own figures. */
export type SfuNode = { name: string; region: string; url: string; publicUrl: string; metricsUrl?: string };

/** A load that was read longer ago says nothing, in ms. */
const LOAD_LIFE_MS = 10_000;
/** So long after a room was placed its node does not show it yet: people connect, and a rate is of some seconds. */
const NEW_ROOM_MS = 10_000;

/** The nodes of this deployment, one at least. */
export function listNodes(): SfuNode[] {
  const { PEAL_SFU_NODES, LIVEKIT_URL, LIVEKIT_PUBLIC_URL } = config();
  return (
    PEAL_SFU_NODES ?? [{ name: "only", region: "here", url: LIVEKIT_URL, publicUrl: LIVEKIT_PUBLIC_URL }]
  );
}

/** What the probes know of every node. */
export async function readNodes(db: Connection): Promise<NodeState[]> {
  const nodes = listNodes();
  const names = sql.join(
    nodes.map(({ name }) => sql`${name}`),
    sql`, `,
  );
  const rows = await db.execute<Omit<NodeState, "region">>(sql`
    select n.name, s.dead_since is not null as "isDead", s.draining_since is not null as "isDraining",
      case when s.load_at > peal_now() - ${LOAD_LIFE_MS} * interval '1 millisecond' then s.load end as load,
      count(r.call_id)::int as rooms,
      (count(r.call_id) filter (where r.created_at > peal_now() - ${NEW_ROOM_MS} * interval '1 millisecond'))::int as "newRooms"
    from unnest(array[${names}]::text[]) as n(name)
    left join sfu_nodes s on s.name = n.name left join call_rooms r on r.node = n.name
    group by n.name, s.name`);
  const regions = new Map(nodes.map(({ name, region }) => [name, region]));
  return rows.map((row) => ({ ...row, region: regions.get(row.name) ?? "here" }));
}
