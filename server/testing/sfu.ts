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
  const sfu = await oneMore();
  Object.assign(process.env, {
    LIVEKIT_URL: sfu.url,
    LIVEKIT_PUBLIC_URL: sfu.publicUrl,
    LIVEKIT_API_KEY: sfu.key,
    LIVEKIT_API_SECRET: sfu.secret,
  });
  return { kill: () => sfu.stop() };
}

/** Several LiveKits that know nothing of one another and tell their load, as `testSfu` the nodes `a`, `b` and so on of PEAL_SFU_NODES. */
export async function testSfuNodes(count: number): Promise<{ url: string; kill(): Promise<void> }[]> {
  const first = await oneMore({ hasMetrics: true });
  const { key, secret } = first;
  const others = await Promise.all(
    Array.from({ length: count - 1 }, () => oneMore({ key, secret, hasMetrics: true })),
  );
  const nodes = [first, ...others];
  const named = nodes.map(({ url, publicUrl, metricsUrl }, at) => ({
    name: "abc"[at],
    region: "here",
    url,
    publicUrl,
    metricsUrl,
  }));
  Object.assign(process.env, {
    LIVEKIT_API_KEY: first.key,
    LIVEKIT_API_SECRET: first.secret,
    PEAL_SFU_NODES: JSON.stringify(named),
  });
  return nodes.map((node) => ({ url: node.url, kill: () => node.stop() }));
}

async function oneMore({
  hasMetrics = false,
  ...given
}: {
  key?: string;
  secret?: string;
  hasMetrics?: boolean;
} = {}) {
  const { startLiveKit }: typeof import("../../scripts/start/livekit.mjs") = load(
    "../../scripts/start/livekit.mjs",
  );
  const dataDir = await mkdtemp(path.join(tmpdir(), "peal-sfu-"));
  const { freePort }: typeof import("../../scripts/start/ports.mjs") = load("../../scripts/start/ports.mjs");
  const [http, udp, tcp, metrics] = [await freePort(), await freePort(), await freePort(), await freePort()];
  const ports = { http, udp, tcp, ...(hasMetrics && { metrics }) };
  const sfu = await startLiveKit({ dataDir, webhookUrl: "http://127.0.0.1:9/none", ports, ...given });
  afterAll(async () => {
    await sfu.stop();
    await rm(dataDir, { recursive: true, force: true });
  });
  return sfu;
}
