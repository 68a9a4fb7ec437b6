import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { runMigrations } from "graphile-worker";
import { migrate } from "../db/migrate";

// Loaded by Node itself: Vitest's own loader lacks what the starter needs.
const load = createRequire(import.meta.url);
const { startPostgres }: typeof import("../../scripts/start/postgres.mjs") = load(
  "../../scripts/start/postgres.mjs",
);

/** A Postgres of one's own, migrated, that writes durably and may be killed. */
export class MortalPostgres {
  #service: Awaited<ReturnType<typeof startPostgres>>;

  private constructor(
    service: Awaited<ReturnType<typeof startPostgres>>,
    readonly dataDir: string,
  ) {
    this.#service = service;
  }

  /** Starts it; `config().DATABASE_URL` of this process and of those that it starts is this one. */
  static async start(): Promise<MortalPostgres> {
    const dataDir = await mkdtemp(path.join(tmpdir(), "peal-mortal-"));
    const service = await startPostgres({ dataDir });
    process.env.DATABASE_URL = service.url;
    await migrate(service.url);
    await runMigrations({ connectionString: service.url });
    return new MortalPostgres(service, dataDir);
  }

  /** Kills it with everything that works for it, in the middle of whatever it does. */
  async kill(): Promise<void> {
    const { pid, running } = this.#service;
    const workers = await childrenOf(pid);
    for (const one of [pid, ...workers]) end(one);
    await running.ended;
    // Until the last one is gone they share memory that the next start must not find in use.
    while ((await Promise.all(workers.map(isThere))).some(Boolean))
      await new Promise((resume) => setTimeout(resume, 10));
  }

  /** Starts it anew on the same port, where it recovers from its log. */
  async restart(): Promise<void> {
    this.#service = await startPostgres({ dataDir: this.dataDir, port: this.#service.port });
  }

  /** Ends it and deletes its data. */
  async stop(): Promise<void> {
    await this.#service.stop();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}

function end(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

const stateOf = (pid: string | number) =>
  readFile(`/proc/${pid}/stat`, "utf8").then(
    (text) => text.slice(text.lastIndexOf(")") + 2).split(" "),
    () => undefined,
  );

const isThere = async (pid: number) => !["Z", "X", undefined].includes((await stateOf(pid))?.[0]);

async function childrenOf(parent: number): Promise<number[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const all = await Promise.all(pids.map(async (pid) => [Number(pid), (await stateOf(pid))?.[1]] as const));
  return all.filter(([, ppid]) => Number(ppid) === parent).map(([pid]) => pid);
}
