import { eq, sql } from "drizzle-orm";
import { emit } from "../bus";
import type { Database, Transaction } from "../db";
import { log, Rates, readFigures } from "../telemetry";
import { listNodes, readNodes, type SfuNode } from "./nodes";
import { callRooms } from "./schema";

declare module "../bus/reactions" {
  interface DomainEvents {
    /** The rooms of these calls are on another node from now on, under a new name. */
    "media.rooms-moved": { callIds: string[] };
  }
}

/** How long a node may take to answer, in ms. */
const PATIENCE_MS = 700;
/** How often their load is read, in ms. */
const LOAD_MS = 2_000;
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
 * process that is alone, and nothing changes. Now and then it also asks each for its load.
 */
export class NodeProbe {
  /** Looks in a row with the same answer, and the answer. */
  readonly #seen = new Map<string, { isAlive: boolean; times: number }>();
  readonly #rates = new Rates();
  #loadAt = Number.NEGATIVE_INFINITY;

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
    if (performance.now() - this.#loadAt < LOAD_MS) return;
    this.#loadAt = performance.now();
    // Nobody waits for it: a node that is slow to tell its figures must not keep the next look waiting.
    void Promise.all(nodes.map((node) => this.#readLoad(node))).catch((error: unknown) =>
      log.warn({ event: "sfu_load_not_read", reason: String(error) }),
    );
  }

  /** How busy a node's processors are, as the node itself tells it; of other programs on its machine it says nothing. */
  async #readLoad({ name, metricsUrl }: SfuNode): Promise<void> {
    const figures = metricsUrl && (await readFigures(metricsUrl));
    const load = figures && this.#rates.ofProcessor(name, figures);
    if (typeof load !== "number") return;
    await this.db.execute(sql`
      insert into sfu_nodes (name, load, load_at) values (${name}, ${load}, peal_now())
      on conflict (name) do update set load = excluded.load, load_at = excluded.load_at`);
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

/** Spreads the rooms of a node over those that answer, in its own region where one does. Answers the calls; none where no other node answers. */
async function moveRooms(tx: Transaction, dead: string): Promise<string[]> {
  const nodes = await readNodes(tx);
  const home = nodes.find(({ name }) => name === dead)?.region;
  const living = nodes.filter(({ name, isDead }) => !isDead && name !== dead);
  const staying = living.filter(({ isDraining }) => !isDraining);
  const near = staying.filter(({ region }) => region === home);
  const [names] = [near, staying, living].filter(({ length }) => length > 0);
  if (!names) return [];
  const to = sql.join(
    names.map(({ name }) => sql`${name}`),
    sql`, `,
  );
  const moved = await tx
    .update(callRooms)
    .set({
      moves: sql`${callRooms.moves} + 1`,
      node: sql`(array[${to}]::text[])[1 + mod(abs(hashtext(${callRooms.callId}::text)::bigint), ${names.length}::bigint)]`,
    })
    .where(eq(callRooms.node, dead))
    .returning({ callId: callRooms.callId });
  return moved.map(({ callId }) => callId);
}
