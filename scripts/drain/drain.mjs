import postgres from "postgres";
import { Problem } from "../start/problem.mjs";

const LOOK_MS = 1_000;

/** @typedef {Record<string, string | undefined>} Given what is set: PEAL_SFU_NODES */

/**
 * Gives an SFU node no new rooms, and answers once it has none: it can then be stopped without anybody's picture freezing. Refuses a node
 * that PEAL_SFU_NODES does not name.
 * @param {string} url of the database
 * @param {Given} given
 * @param {string} node
 * @param {{ say?: (line: string) => void, everyMs?: number }} [options]
 * @returns {Promise<string[]>} what to tell
 */
export async function drain(url, given, node, { say = () => {}, everyMs = LOOK_MS } = {}) {
  return await withNode(url, given, node, async (sql) => {
    await sql`insert into sfu_nodes (name, draining_since) values (${node}, peal_now())
      on conflict (name) do update set draining_since = coalesce(sfu_nodes.draining_since, peal_now())`;
    let told = -1;
    for (;;) {
      const [row] = await sql`select count(*)::int as rooms from call_rooms where node = ${node}`;
      if (!row?.rooms) return [`${node} has no calls, and gets none: it can be stopped.`];
      if (row.rooms !== told) say(`${node} gets no new calls; ${row.rooms} still run there.`);
      told = row.rooms;
      await new Promise((resume) => setTimeout(resume, everyMs));
    }
  });
}

/**
 * Gives it rooms again.
 * @param {string} url
 * @param {Given} given
 * @param {string} node
 */
export async function undrain(url, given, node) {
  return await withNode(url, given, node, async (sql) => {
    await sql`update sfu_nodes set draining_since = null where name = ${node}`;
    return [`${node} gets calls again.`];
  });
}

/** @template T @param {string} url @param {Given} given @param {string} node @param {(sql: postgres.Sql) => Promise<T>} work */
async function withNode(url, given, node, work) {
  /** @type {{ name: string }[]} */
  const nodes = JSON.parse(given.PEAL_SFU_NODES || "[]");
  const names = nodes.map(({ name }) => name);
  if (!names.includes(node))
    throw new Problem(`There is no SFU node ${node}.`, [
      names.length > 0 ? `PEAL_SFU_NODES names ${names.join(", ")}.` : "PEAL_SFU_NODES names none.",
    ]);
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}
