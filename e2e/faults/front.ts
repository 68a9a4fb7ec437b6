import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";

/** A process of the app behind the proxy, and which parts it plays (PEAL_ROLES). */
export type Backend = { port: number; roles: ReadonlySet<string> };

/** The parts that a path needs: the live stream is of a process of its own where there is one. */
const roleOf = (path: string) => (/^\/api\/live(\/beat)?(\?|$)/.test(path) ? "live" : "web");

/**
 * A proxy as in front of several processes: each request in turn to one that plays the part which it needs; one that refuses the connection is
 * passed over.
 */
export async function openFront(port: number, backends: () => Backend[]): Promise<{ close(): void }> {
  let turn = 0;
  const server = createServer((incoming, response) => {
    const fit = backends().filter(({ roles }) => roles.has(roleOf(incoming.url ?? "/")));
    const first = turn++;
    const order = fit.map((_, at) => fit[(first + at) % fit.length]?.port ?? 0);
    pass(incoming, response, order);
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((listening) => server.listen(port, listening));
  return {
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function pass(incoming: IncomingMessage, response: ServerResponse, [port, ...others]: number[]): void {
  if (port === undefined) return void response.writeHead(503).end();
  const { method, url: path, headers } = incoming;
  // A connection of its own: one that is kept may close at the moment in which it is used again.
  const asked = request({ host: "127.0.0.1", port, method, path, headers, agent: false });
  asked.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "ECONNREFUSED" && !response.headersSent) pass(incoming, response, others);
    else response.destroy();
  });
  // What was read from the browser before there is a process that takes it would be lost to the next one.
  asked.once("socket", (socket) => socket.once("connect", () => incoming.pipe(asked)));
  asked.on("response", (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    response.flushHeaders();
    answer.pipe(response).on("error", () => answer.destroy());
    answer.on("close", () => answer.complete || response.destroy());
  });
  response.on("close", () => asked.destroy());
}
