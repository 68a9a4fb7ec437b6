import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

const WEBHOOK = "/api/webhooks/livekit";

/**
 * Listens on plain http for LiveKit's webhooks, on loopback and for that path alone: LiveKit does not trust the certificate
 * that the rest is served with.
 */
export function listenInside(
  port: number,
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Server {
  const server = createServer((request, response) => {
    if (request.method === "POST" && request.url === WEBHOOK) handle(request, response);
    else response.writeHead(404).end();
  });
  return server.listen(port, "127.0.0.1");
}
