import { Agent as PlainAgent } from "node:http";
import { Agent } from "node:https";
import { post } from "./post";
import { signedHeaders } from "./signature";
import type { Outcome, Sink } from "./sink";

/** Answers that are about what was sent, not about whether anything is taken. */
const NOT_LIKE_THIS = new Set([400, 413, 415, 422]);

/**
 * Posts batches of events to one address (CloudEvents 1.0, JSON batch format), signed where there is a secret (Standard Webhooks). The
 * address is the operator's own: it may be one inside.
 */
export function httpSink({ url, secret }: { url: string; secret?: string | undefined }): Sink {
  const agent = url.startsWith("https:")
    ? new Agent({ keepAlive: true })
    : new PlainAgent({ keepAlive: true });
  return {
    name: "http",
    send: async (events, sentAtMs) => {
      const body = JSON.stringify(events);
      const id = `${events.at(0)?.sequence}-${events.at(-1)?.sequence}`;
      const signed = secret ? signedHeaders({ id, sentAtMs, body }, [secret]) : {};
      const headers = { "content-type": "application/cloudevents-batch+json", ...signed };
      try {
        return outcomeOf((await post({ url, headers, body, agent })).status);
      } catch (error) {
        return { kind: "later", reason: error instanceof Error ? error.message : String(error) };
      }
    },
    close: async () => agent.destroy(),
  };
}

function outcomeOf(status: number): Outcome {
  if (status >= 200 && status < 300) return { kind: "sent" };
  return { kind: NOT_LIKE_THIS.has(status) ? "refused" : "later", reason: `HTTP ${status}` };
}
