import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { AccessToken } from "livekit-server-sdk";
import { freePort, startApp, startServices } from "../../scripts/start/services.mjs";
import { ensureBuilt, NO_LIMITS } from "../stack";

/** A stack whose SFU belongs to somebody who wants to know: it lets anybody in, and tells the app nothing of those. */
export type Operator = {
  /** The app. */
  url: string;
  /** LiveKit's address for browsers. */
  sfuUrl: string;
  /** A token with every right in a room, made with the SFU's own key. */
  token(room: string, identity: string, rights?: { hidden?: boolean }): Promise<string>;
  stop(): Promise<void>;
};

/** What the SFU tells the app goes through here; nothing of the operator's own people does. */
async function startFilter(appUrl: string, own: ReadonlySet<string>) {
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const { participant } = JSON.parse(body) as { participant?: { identity: string } };
    const { authorization = "", "content-type": type = "" } = request.headers;
    if (!own.has(participant?.identity ?? ""))
      await fetch(`${appUrl}/api/webhooks/livekit`, {
        method: "POST",
        headers: { authorization, "content-type": type },
        body,
      }).catch(() => {});
    response.end();
  });
  await new Promise<void>((resume) => server.listen(0, "127.0.0.1", resume));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    stop: () => server.close(),
  };
}

export async function startOperator(): Promise<Operator> {
  await ensureBuilt();
  const dataDir = mkdtempSync(path.join(tmpdir(), "peal-operator-"));
  chmodSync(dataDir, 0o755);
  const own = new Set<string>();
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const filter = await startFilter(url, own);
  const services = await startServices({ dataDir, url, webhookUrl: filter.url, withTurn: false });
  const stop = async () => {
    await services.stop();
    filter.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const env = { ...services.env, ...NO_LIMITS };
    const app = await startApp({ env, port, dataDir });
    const { LIVEKIT_API_KEY, LIVEKIT_API_SECRET, LIVEKIT_PUBLIC_URL = "" } = services.env;
    return {
      url: app.url,
      sfuUrl: LIVEKIT_PUBLIC_URL,
      token: async (room, identity, { hidden = false } = {}) => {
        own.add(identity);
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
