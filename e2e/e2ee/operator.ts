import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { AccessToken } from "livekit-server-sdk";
import { freePort, startApp, startServices } from "../../scripts/start/services.mjs";
import { ensureBuilt, NO_LIMITS } from "../stack";

/** Nobody listens there. */
const NOWHERE = "http://127.0.0.1:9";

/** A stack whose SFU belongs to somebody who wants to know: it tells the app nothing of who comes, and lets anybody in. */
export type Operator = {
  /** The app. */
  url: string;
  /** LiveKit's address for browsers. */
  sfuUrl: string;
  /** A token with every right in a room, made with the SFU's own key. */
  token(room: string, identity: string, rights?: { hidden?: boolean }): Promise<string>;
  stop(): Promise<void>;
};

export async function startOperator(): Promise<Operator> {
  await ensureBuilt();
  const dataDir = mkdtempSync(path.join(tmpdir(), "peal-operator-"));
  chmodSync(dataDir, 0o755);
  const services = await startServices({ dataDir, url: NOWHERE, withTurn: false });
  const stop = async () => {
    await services.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const env = { ...services.env, ...NO_LIMITS };
    const app = await startApp({ env, port: await freePort(), dataDir });
    const { LIVEKIT_API_KEY, LIVEKIT_API_SECRET, LIVEKIT_PUBLIC_URL = "" } = services.env;
    return {
      url: app.url,
      sfuUrl: LIVEKIT_PUBLIC_URL,
      token: async (room, identity, { hidden = false } = {}) => {
        const made = new AccessToken(LIVEKIT_API_KEY, LIVEKIT_API_SECRET, { identity, ttl: 600 });
        made.addGrant({ roomJoin: true, room, hidden });
        return await made.toJwt();
      },
      stop: async () => {
        await app.stop();
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
