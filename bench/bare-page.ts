import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { AccessToken } from "livekit-server-sdk";

/** Serves an empty page on a free port of a loopback address. */
export async function serveEmptyPage(host: string): Promise<{ port: number; close(): void }> {
  const server = createServer((_request, response) => {
    response
      .writeHead(200, { "content-type": "text/html" })
      .end("<!doctype html><title>bare</title><body></body>");
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
}

/** A token of LiveKit's own for a room that Peal knows nothing of. */
export async function bareToken(
  env: Record<string, string>,
  room: string,
  identity: string,
): Promise<string> {
  const made = new AccessToken(env.LIVEKIT_API_KEY, env.LIVEKIT_API_SECRET, { identity, ttl: 90 });
  made.addGrant({ roomJoin: true, room });
  return await made.toJwt();
}
