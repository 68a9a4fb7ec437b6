import { existsSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { freePort } from "./ports.mjs";
import { asOwner, binaries, checkFolder, clearStale, initialise } from "./postgres-folder.mjs";
import { Problem } from "./problem.mjs";
import { launch, untilReady } from "./processes.mjs";

/**
 * Starts a real Postgres 18 on loopback with its data in `dataDir/postgres`, and makes the database `peal`. The caller
 * holds the folder: nobody else starts on it.
 * @param {object} options
 * @param {string} options.dataDir
 * @param {number} [options.port] a free one if not given
 * @param {boolean} [options.durable] false for tests: no fsync
 * @param {string[]} [options.settings] more settings, as `name=value`
 * @returns {Promise<{ url: string, port: number, pid: number, fresh: boolean, running: import("./processes.mjs").Running, stop: () => Promise<void> }>}
 */
export async function startPostgres({ dataDir: given, port: wanted, durable = true, settings = [] }) {
  const dataDir = path.resolve(given);
  mkdirSync(dataDir, { recursive: true });
  const port = wanted ?? (await freePort());
  const folder = path.join(dataDir, "postgres");
  const { postgres, initdb } = await binaries();
  const fresh = !existsSync(folder);
  if (fresh) await initialise(dataDir, initdb);
  checkFolder(folder);
  await clearStale(folder);
  const all = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=200",
    "timezone=UTC",
    ...(durable ? [] : ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]),
    ...settings,
  ];
  const how = asOwner(
    postgres,
    ["-D", folder, "-p", String(port), ...all.flatMap((one) => ["-c", one])],
    dataDir,
  );
  const running = await launch({
    name: "postgres",
    ...how,
    dataDir,
    marker: folder,
    signal: "SIGINT",
    graceMs: 10_000,
    env: { ...process.env, LC_ALL: "C", TZ: "UTC" },
  });
  const isReady = () => readFileSync(running.logFile, "utf8").includes("ready to accept connections");
  await untilReady(running, isReady, {
    remedies: [`If the folder is damaged, start empty: mv ${folder} ${folder}.damaged && npm start`],
  });
  const password = readFileSync(path.join(dataDir, "postgres.password"), "utf8").trim();
  const url = `postgres://peal:${password}@127.0.0.1:${port}/peal`;
  try {
    await makeDatabase(url.replace(/peal$/, "postgres"));
  } catch (error) {
    await running.stop();
    throw new Problem(`Postgres runs but does not let us in: ${error}`, [
      `${path.join(dataDir, "postgres.password")} must be the one made with ${folder}.`,
    ]);
  }
  return { url, port, pid: running.pid, fresh, running, stop: running.stop };
}

/** @param {string} url of the maintenance database */
async function makeDatabase(url) {
  const { default: connect } = await import("postgres");
  const sql = connect(url, { max: 1, onnotice: () => {} });
  try {
    const found = await sql`select 1 from pg_database where datname = 'peal'`;
    if (found.length === 0) await sql`create database peal`;
  } finally {
    await sql.end();
  }
}
