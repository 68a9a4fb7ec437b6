import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer, type IncomingMessage, request, type Server } from "node:http";
import { homedir } from "node:os";
import path from "node:path";
import { connect } from "node:tls";

const CADDY_VERSION = "v2.11.9";

/** Caddy of the image's major version, built once (some minutes). */
export function findCaddy(): string {
  const cache = path.join(
    process.env.XDG_CACHE_HOME || path.join(homedir(), ".cache"),
    "peal",
    CADDY_VERSION,
  );
  const built = path.join(cache, "caddy");
  if (existsSync(built)) return built;
  const env = { ...process.env, GOBIN: cache };
  const made = spawnSync("go", ["install", `github.com/caddyserver/caddy/v2/cmd/caddy@${CADDY_VERSION}`], {
    env,
    encoding: "utf8",
  });
  if (made.status !== 0) throw new Error(made.stderr);
  return built;
}

type Answer = { status: number; from: string; first: string };

/** Asks a name on a port of this machine as a browser on the internet would; `first` are the first words alone. */
export function askAt(
  { name, port }: { name: string; port: number },
  target: string,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const socket = connect({ host: "127.0.0.1", port, servername: name, rejectUnauthorized: false });
  return new Promise((resolve, reject) => {
    const asked = request({
      path: target,
      headers: { host: name, ...headers },
      createConnection: () => socket,
    });
    const told = (message: IncomingMessage, first: string) => {
      resolve({ status: message.statusCode ?? 0, from: String(message.headers["x-from"] ?? ""), first });
      socket.destroy();
    };
    asked.on("upgrade", (message) => told(message, ""));
    asked.on("response", (message) => {
      message.once("data", (chunk) => told(message, String(chunk)));
      message.once("end", () => told(message, ""));
    });
    asked.on("error", reject);
    asked.end();
  });
}

/** Stands for an SFU behind Caddy: says that it answered, and takes a WebSocket. `hear` is given each plain request. */
export function listenAsSfu(hear: (message: IncomingMessage) => void = () => {}): Server {
  const server = createServer((message, response) => {
    hear(message);
    response.setHeader("x-from", "sfu").end("sfu");
  });
  server.on("upgrade", (_message, socket) =>
    socket.end("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"),
  );
  return server.listen(0, "127.0.0.1");
}

/** The headers of a browser that opens a WebSocket. */
export const upgrade = {
  connection: "Upgrade",
  upgrade: "websocket",
  "sec-websocket-version": "13",
  "sec-websocket-key": "AAAAAAAAAAAAAAAAAAAAAA==",
};
