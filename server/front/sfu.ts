import {
  type ClientRequest,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import { request as httpsRequest } from "node:https";
import type { Duplex } from "node:stream";
import { config } from "../config";
import { log } from "../telemetry";

const ANSWER_MS = 10_000;
/** Where the SFU takes browsers in, and where it tells why it did not. */
const SIGNALLING = /^\/rtc(\/v1)?(\/validate)?(\?|$)/;
/** What only concerns one connection is not passed on. */
const HOP_BY_HOP = new Set(["connection", "keep-alive", "transfer-encoding", "upgrade", "host"]);

export type SfuPass = {
  /** True for what belongs to the SFU. */
  takes(request: IncomingMessage): boolean;
  handle(request: IncomingMessage, response: ServerResponse): void;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Cuts the sockets that are passed on. */
  close(): void;
};

/**
 * Passes LiveKit's signalling (`/rtc`) on to LIVEKIT_URL where LIVEKIT_PUBLIC_URL is an address of the app itself, so
 * that one certificate covers both. The SFU's administration is not reachable this way. Null where browsers have another
 * address for it.
 */
export function sfuPass(): SfuPass | null {
  const { LIVEKIT_URL, LIVEKIT_PUBLIC_URL, PEAL_URL } = config();
  const outside = new URL(LIVEKIT_PUBLIC_URL);
  if (outside.host !== new URL(PEAL_URL).host) return null;
  const prefix = outside.pathname.replace(/\/$/, "");
  const sockets = new Set<Duplex>();

  /** The same request, asked of the SFU. */
  function ask(request: IncomingMessage, more: Record<string, string> = {}): ClientRequest {
    const url = new URL(LIVEKIT_URL);
    const send = url.protocol === "https:" ? httpsRequest : httpRequest;
    const path = url.pathname.replace(/\/$/, "") + (request.url ?? "").slice(prefix.length);
    return send(url.origin, {
      path,
      method: "GET",
      agent: false,
      timeout: ANSWER_MS,
      headers: { ...passedOn(request), ...more },
    });
  }

  return {
    takes({ method, url = "" }) {
      return method === "GET" && url.startsWith(prefix) && SIGNALLING.test(url.slice(prefix.length));
    },

    handle(request, response) {
      const asked = ask(request);
      asked.once("timeout", () => asked.destroy(new Error("no answer")));
      asked.once("error", (error) => {
        log.warn({ event: "sfu_not_reached", reason: String(error) });
        if (response.headersSent) response.destroy();
        else response.writeHead(502).end();
      });
      asked.once("response", (answer) => {
        response.writeHead(answer.statusCode ?? 502, passedOn(answer));
        answer.pipe(response);
      });
      response.once("close", () => asked.destroy());
      asked.end();
    },

    upgrade(request, socket, head) {
      sockets.add(socket);
      const asked = ask(request, { connection: "Upgrade", upgrade: "websocket" });
      socket.once("close", () => {
        sockets.delete(socket);
        asked.destroy();
      });
      socket.on("error", () => socket.destroy());
      asked.once("timeout", () => asked.destroy(new Error("no answer")));
      asked.once("error", (error) => {
        log.warn({ event: "sfu_not_reached", reason: String(error) });
        socket.end("HTTP/1.1 502 Bad Gateway\r\nconnection: close\r\n\r\n");
      });
      asked.once("response", (answer) => {
        socket.write(headOf(answer, "close"));
        answer.pipe(socket);
      });
      asked.once("upgrade", (answer, upstream, first) => {
        upstream.setTimeout(0);
        upstream.on("error", () => upstream.destroy());
        upstream.once("close", () => socket.destroy());
        socket.once("close", () => upstream.destroy());
        socket.write(headOf(answer, "Upgrade\r\nupgrade: websocket"));
        socket.write(first);
        upstream.write(head);
        socket.pipe(upstream).pipe(socket);
      });
      asked.end();
    },

    close() {
      for (const socket of sockets) socket.destroy();
    },
  };
}

function passedOn({ headers }: IncomingMessage): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || HOP_BY_HOP.has(name) ? [] : [[name, value]],
    ),
  );
}

/** Status line and headers as they go over the wire. */
function headOf(answer: IncomingMessage, connection: string): string {
  const headers = Object.entries(passedOn(answer)).map(([name, value]) => `${name}: ${String(value)}\r\n`);
  return `HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}\r\n${headers.join("")}connection: ${connection}\r\n\r\n`;
}
