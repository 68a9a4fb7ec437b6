import type { IncomingMessage, ServerResponse } from "node:http";
import type { Database } from "../db";
import { log } from "../telemetry";
import { healthAnswers } from "./health";

/** True where the request was for this, and is answered. */
export type Observing = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * Answers how this process is, in every process whatever parts it plays. `connections`: its open live streams.
 */
export function observing(db: Database, connections: () => number): Observing {
  const answers = healthAnswers(db, connections);
  return (request, response) => {
    const { method, url = "" } = request;
    const answer = answers[url.split("?")[0] ?? ""];
    if (!answer || (method !== "GET" && method !== "HEAD")) return false;
    answer(request)
      .then(({ status, body }) => {
        response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
        response.end(JSON.stringify(body));
      })
      .catch((error: unknown) => {
        log.error({ event: "request_failed", reason: String(error) });
        response.writeHead(500).end();
      });
    return true;
  };
}
