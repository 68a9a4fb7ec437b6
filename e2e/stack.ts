import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { buildAll, needsBuild } from "../scripts/start/build.mjs";
import { freePort, startApp, startLiveKit, startServices } from "../scripts/start/services.mjs";

const ROOT = path.resolve(import.meta.dirname, "..");

/** Limits are for people; plays sign up and ring far more than those may. */
export const NO_LIMITS = Object.fromEntries(
  [
    "SIGN_IN",
    "SIGN_UP",
    "FIND",
    "CONTACT_REQUEST",
    "LINK",
    "MATCH",
    "RING",
    "RING_PERSON",
    "TOKEN",
    "PUSH",
    "NOTE",
    "IDENTITY",
    "CONFIRM",
    "ROOT_RESET",
    "MEETING",
    "MEETING_PASSWORD",
    "INVITE_MAIL",
    "KNOCK",
    "CHAT",
    "CHAT_READ",
    "ACCESS_TOKEN",
    "API",
    "REPORT",
  ].map((name) => [`PEAL_LIMIT_${name}`, "1000000/60"]),
);
const QUICK_RING_MS = 4000;

export type Stack = {
  /** The built app with its default times. */
  url: string;
  /** A second process on the same database, whose calls ring for 4 s. */
  quickUrl: string;
  env: Record<string, string>;
  hasRelay: boolean;
  /** A site that may frame meetings, also under Peal's own name; nobody is there until a play begins it. */
  site: string;
  /** Process of the app at `url`. */
  pid: number;
  stop(): Promise<void>;
};

/** A throw-away folder that Postgres, which does not run as root, may reach. */
function throwAway(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "peal-e2e-"));
  chmodSync(folder, 0o755);
  return folder;
}

/** Builds the app where its sources are newer. `PEAL_E2E_BUILD=never` takes the build as it is. */
export async function ensureBuilt(): Promise<void> {
  if (process.env.PEAL_E2E_BUILD !== "never" && needsBuild(ROOT)) await buildAll(ROOT);
}

/** Postgres, LiveKit, coturn and two processes of the built app, all on free ports; nothing of them stays. */
export async function startStack(more: Record<string, string> = {}): Promise<Stack> {
  await ensureBuilt();
  const dataDir = throwAway();
  const port = await freePort();
  const services = await startServices({ dataDir, url: `http://localhost:${port}` });
  const stops = [services.stop];
  const stop = async () => {
    for (const one of stops.toReversed()) await one();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    // Another site than Peal's for a browser, and one that may have cameras all the same.
    const site = `http://127.0.0.1:${await freePort()}`;
    const framing = { PEAL_EMBED_ORIGINS: `${site},${site.replace("127.0.0.1", "localhost")}` };
    const env = { NODE_ENV: "production" as const, ...services.env, ...NO_LIMITS, ...framing, ...more };
    const app = await startApp({ env, port, dataDir });
    stops.push(app.stop);
    const quickEnv = { ...env, PEAL_RING_MS: String(QUICK_RING_MS), PEAL_ROLES: "web,live" };
    const quick = await startApp({ env: quickEnv, dataDir, name: "app-quick" });
    stops.push(quick.stop);
    return { url: app.url, quickUrl: quick.url, env, hasRelay: services.relay, site, pid: app.pid, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A LiveKit that has no relay beside it, and an app on the same database that uses it. */
export async function startWithoutRelay(env: Record<string, string>) {
  const dataDir = throwAway();
  const port = await freePort();
  const livekit = await startLiveKit({
    dataDir,
    webhookUrl: `http://localhost:${port}/api/webhooks/livekit`,
  });
  const media = {
    LIVEKIT_URL: livekit.url,
    LIVEKIT_PUBLIC_URL: livekit.publicUrl,
    LIVEKIT_API_KEY: livekit.key,
    LIVEKIT_API_SECRET: livekit.secret,
    PEAL_ROLES: "web,live",
    NODE_ENV: "production" as const,
  };
  const app = await startApp({ env: { ...env, ...media }, port, dataDir, name: "app-without-relay" });
  return {
    url: app.url,
    stop: async () => {
      await app.stop();
      await livekit.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
