import { type JobHelpers, Logger, type Runner, run, runMigrations, type TaskList } from "graphile-worker";
import { doing, log } from "../telemetry";
import { WORKER_NAME } from "./has-worker";

/** Connections of one worker. */
const POOL = 4;

/** Brings the job tables up to date. Safe under several starting processes. */
export async function migrateJobs(url: string): Promise<void> {
  await runMigrations({ connectionString: url, logger: quiet() });
}

/** Works off jobs until stopped, so many at once. Latency is a few ms: the queue listens. */
export async function startWorker(
  url: string,
  jobs: Record<string, (payload: unknown) => Promise<void>>,
  atOnce = 4,
): Promise<Runner> {
  const taskList = Object.fromEntries(
    Object.entries(jobs).map(([name, job]) => [
      name,
      async (payload: unknown, { job: { id } }: JobHelpers) =>
        await doing({ requestId: `job ${id}`, ...callOf(payload) }, () => job(payload)),
    ]),
  ) as TaskList;
  const named = new URL(url);
  named.searchParams.set("application_name", WORKER_NAME);
  return await run({
    connectionString: named.href,
    taskList,
    concurrency: atOnce,
    noHandleSignals: true,
    logger: quiet(),
    // Many that wait for servers elsewhere fetch their work together, over few connections.
    ...(atOnce > POOL && { maxPoolSize: POOL, preset: { worker: { localQueue: { size: atOnce } } } }),
  });
}

/** The call that a job is about, where it is about one. */
function callOf(payload: unknown): { callId?: string } {
  const { callId } = (payload ?? {}) as { callId?: unknown };
  return typeof callId === "string" ? { callId } : {};
}

function quiet(): Logger {
  return new Logger(() => (level, message) => {
    if (level === "error" || level === "warning") log.warn({ event: "jobs", message });
  });
}
