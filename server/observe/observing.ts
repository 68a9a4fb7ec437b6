import type { IncomingMessage, ServerResponse } from "node:http";
import type { Database } from "../db";
import { log } from "../telemetry";
import type { Answer } from "./answer";
import { healthAnswers } from "./health";
import { metricsAnswer } from "./scrape";

/** True where the request was for this, and is answered. */
export type Observing = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * Answers how this process is and what it counts, in every process whatever parts it plays. `connections`: its open live streams.
 */
export function observing(db: Database, connections: () => number): Observing {
  const answers: Record<string, (request: IncomingMessage) => Promise<Answer>> = {
    ...healthAnswers(db, connections),
    "/api/metrics": metricsAnswer(db, connections),
  };
  return (request, response) => {
    const { method, url = "" } = request;
    const answer = answers[url.split("?")[0] ?? ""];
    if (!answer || (method !== "GET" && method !== "HEAD")) return false;
    answer(request)
      .then(({ status, headers, type, text }) => {
        response.writeHead(status, {
          "cache-control": "no-store",
          ...headers,
          ...(type && { "content-type": type }),
        });
        response.end(text);
      })
      .catch((error: unknown) => {
        log.error({ event: "request_failed", reason: String(error) });
        response.writeHead(500).end();
      });
    return true;
  };
}
