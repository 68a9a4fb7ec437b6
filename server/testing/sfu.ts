import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll } from "vitest";

// Loaded by Node itself: Vitest's own loader lacks what the starters need.
const load = createRequire(import.meta.url);

/**
 * A real LiveKit for the test file that calls this at its top, before `testDatabase`. `config()` of this process and the processes that it
 * starts find it in the environment. `kill` ends it before its time.
 */
export async function testSfu(): Promise<{ kill(): Promise<void> }> {
  const { startLiveKit }: typeof import("../../scripts/start/livekit.mjs") = load(
    "../../scripts/start/livekit.mjs",
  );
  const dataDir = await mkdtemp(path.join(tmpdir(), "peal-sfu-"));
  const sfu = await startLiveKit({ dataDir, webhookUrl: "http://127.0.0.1:9/none" });
  Object.assign(process.env, {
    LIVEKIT_URL: sfu.url,
    LIVEKIT_PUBLIC_URL: sfu.publicUrl,
    LIVEKIT_API_KEY: sfu.key,
    LIVEKIT_API_SECRET: sfu.secret,
  });
  afterAll(async () => {
    await sfu.stop();
    await rm(dataDir, { recursive: true, force: true });
  });
  return { kill: () => sfu.stop() };
}
