import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { runMigrations } from "graphile-worker";
import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { migrate } from "../db/migrate";

// Loaded by Node itself: Vitest's own loader lacks `import.meta.resolve`, which it needs.
const load = createRequire(import.meta.url);
const { startPostgres }: typeof import("../../scripts/start/postgres.mjs") = load(
  "../../scripts/start/postgres.mjs",
);

const { mendPostgres }: typeof import("../../scripts/start/mend-postgres.mjs") = load(
  "../../scripts/start/mend-postgres.mjs",
);

declare module "vitest" {
  interface ProvidedContext {
    /** Address of the real Postgres of this run; its database `template` is migrated. */
    postgresUrl: string;
  }
}

/** Starts one throw-away Postgres for the whole run, with a migrated database that each test file copies. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  // As `npm start` and `npm test` do; the tests may also be run on their own.
  mendPostgres(process.cwd());
  const dataDir = await mkdtemp(path.join(tmpdir(), "peal-test-"));
  const service = await startPostgres({ dataDir, durable: false });
  const tearDown = async () => {
    await service.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await makeTemplate(service.url);
  } catch (error) {
    await tearDown();
    throw error;
  }
  project.provide("postgresUrl", service.url);
  return tearDown;
}

async function makeTemplate(url: string): Promise<void> {
  const admin = postgres(url, { max: 1, onnotice: () => {} });
  await admin`create database template`;
  await admin.end();
  const template = url.replace(/[^/]*$/, "template");
  await migrate(template);
  await runMigrations({ connectionString: template });
}
