import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { ROOT } from "./start/app.mjs";
import { explain, Problem } from "./start/problem.mjs";
import { parseEnv } from "./start/secrets.mjs";

const HELP = `npm run events                                 how far each sink is, and what it would not take
npm run events -- --from OFFSET --sink NAME    delivers again to a sink (http or kafka) from an offset on, in order
npm run events -- --help                       this text

DATABASE_URL says which database; without it, the one that npm start runs here. The worker that runs does the rest.`;

/** @param {string[]} args */
export function parseArgs(args) {
  const known = ["--from", "--sink", "--help"];
  /** @param {string} name */
  const after = (name) => (args.includes(name) ? (args[args.indexOf(name) + 1] ?? "") : null);
  const unknown = args.find((one) => one.startsWith("--") && !known.includes(one));
  if (unknown) throw new Problem(`Unknown option ${unknown}.`, [HELP]);
  const [from, sink] = [after("--from"), after("--sink")];
  if ((from === null) !== (sink === null)) throw new Problem("--from and --sink go together.", [HELP]);
  if (from !== null && !/^[1-9]\d{0,14}$/.test(from))
    throw new Problem(`${from || "Nothing"} is not an offset.`, ["Offsets are whole numbers from 1 on."]);
  return { from: from === null ? null : Number(from), sink, help: args.includes("--help") };
}

/**
 * The database of the environment, else the one that `npm start` runs on this machine.
 * @param {Record<string, string | undefined>} env
 * @param {string} root
 */
function databaseUrl(env, root) {
  if (env.DATABASE_URL) return env.DATABASE_URL;
  const data = path.resolve(root, env.PEAL_DATA ?? ".data");
  const pid = path.join(data, "postgres", "postmaster.pid");
  if (!existsSync(pid))
    throw new Problem("No database is set, and none runs here.", [
      "Set DATABASE_URL, or start Peal with npm start.",
    ]);
  const port = readFileSync(pid, "utf8").split("\n")[3];
  const password = readFileSync(path.join(data, "postgres.password"), "utf8").trim();
  return `postgres://peal:${password}@127.0.0.1:${port}/peal`;
}

/**
 * Sets a sink's cursor back, or tells how far all are; returns what to say.
 * @param {string} url of the database
 * @param {{ from: number | null, sink: string | null }} what
 */
export async function replay(url, { from, sink }) {
  const { default: connect } = await import("postgres");
  const sql = connect(url, { max: 1, onnotice: () => {} });
  try {
    const [kept] = await sql`select min("offset")::text as first, max("offset")::text as last from outbox`;
    if (from === null || sink === null) {
      const cursors =
        await sql`select c.name, c."offset"::text, c.tries, (select count(*) from outbox_refused r
        where r.name = c.name)::int as refused from outbox_cursors c where c.name <> 'head' order by c.name`;
      return [
        kept?.first ? `Events ${kept.first} to ${kept.last} are kept.` : "No events are kept.",
        ...cursors.map(
          (one) =>
            `${one.name}: delivered up to ${one.offset}${one.tries ? `, takes nothing now (${one.tries} tries)` : ""}${one.refused ? `, would not take ${one.refused}` : ""}`,
        ),
      ];
    }
    if (!kept?.first || from < Number(kept.first))
      throw new Problem(`Offset ${from} is not kept any more.`, [`The oldest is ${kept?.first ?? "none"}.`]);
    // Forward it would leave events out that were never delivered.
    const moved = await sql`update outbox_cursors set "offset" = ${from - 1}, tries = 0, retry_at = null
      where name = ${sink} and name <> 'head' and "offset" >= ${from - 1} returning name`;
    if (moved.length === 0)
      throw new Problem(`No sink ${sink} has come as far as ${from}.`, [
        "npm run events says how far each is.",
      ]);
    return [`${sink}: events from ${from} on are delivered again.`];
  } finally {
    await sql.end();
  }
}

async function main() {
  const options = parseArgs(process.argv.slice(2));
  if (options.help) return console.log(HELP);
  const file = path.join(ROOT, ".env.local");
  const env = { ...(existsSync(file) ? parseEnv(readFileSync(file, "utf8")) : {}), ...process.env };
  for (const line of await replay(databaseUrl(env, ROOT), options)) console.log(line);
}

if (process.argv[1] === import.meta.filename)
  await main().catch((error) => {
    console.error(explain(error));
    process.exitCode = 1;
  });
