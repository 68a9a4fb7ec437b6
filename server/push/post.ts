import { request } from "node:https";
import type { Agent } from "node:https";
import webPush from "web-push";
import type { PushMessage, SubscribeInput } from "./contract";
import { isPublicEndpoint, NotPublicError } from "../outside";
import { vapidKeys } from "./keys";

/** A push in all takes this long at most, in ms: names, connection, answer. */
const HARD_MS = 5_000;

export type Push = {
  message: PushMessage;
  /** How long the push service keeps it for a device that cannot be reached, in s. */
  ttlS: number;
  /** A later push of the same topic takes the place of one that was not delivered yet; base64url, at most 32 characters. */
  topic: string;
  /** Wakes a device that saves power; not given: it does. */
  isUrgent?: boolean;
};

/** What became of a push. */
export type Outcome =
  | { kind: "sent" }
  /** The subscription is gone for good, or leads where none may lead. */
  | { kind: "gone" }
  /** Not now; the push service may have said after how long. */
  | { kind: "later"; afterMs: number | null }
  /** The push service takes it as wrong: again would be no better. */
  | { kind: "refused"; status: number };

/**
 * Sends one push, encrypted for the browser alone (RFC 8291). Never throws for what a push service does; follows no
 * redirect, reads no answer but its status, and gives up after 5 s.
 */
export async function post(
  to: SubscribeInput,
  { message, ttlS, topic, isUrgent = true }: Push,
  agent: Agent,
): Promise<Outcome> {
  // Asked again: the row may be older than the rule.
  if (!isPublicEndpoint(to.endpoint)) return { kind: "gone" };
  const { method, headers, body } = webPush.generateRequestDetails(to, JSON.stringify(message), {
    TTL: ttlS,
    urgency: isUrgent ? "high" : "normal",
    topic,
    vapidDetails: vapidKeys(),
  });
  try {
    const { status, retryAfter } = await ask(to.endpoint, {
      method,
      headers: { ...headers, ...contentType(to.endpoint) },
      body,
      agent,
    });
    return outcomeOf(status, retryAfter);
  } catch (error) {
    return error instanceof NotPublicError ? { kind: "gone" } : { kind: "later", afterMs: null };
  }
}

/** Apple's browsers show a message by themselves; proposed for those. Other services get what they have always got. */
const contentType = (endpoint: string): Record<string, string> =>
  new URL(endpoint).hostname.endsWith(".push.apple.com")
    ? { "Content-Type": "application/notification+json" }
    : {};

function outcomeOf(status: number, retryAfter: string | undefined): Outcome {
  if (status >= 200 && status < 300) return { kind: "sent" };
  if (status === 404 || status === 410) return { kind: "gone" };
  if (status !== 429 && status < 500) return { kind: "refused", status };
  // The other form, a date, is rare and would need this machine's clock: taken as not said.
  const seconds = /^\d{1,6}$/.test(retryAfter ?? "") ? Number(retryAfter) : null;
  return { kind: "later", afterMs: seconds === null ? null : seconds * 1000 };
}

type Asked = { method: string; headers: Record<string, unknown>; body: Buffer | null; agent: Agent };

function ask(
  endpoint: string,
  { method, headers, body, agent }: Asked,
): Promise<{ status: number; retryAfter: string | undefined }> {
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(HARD_MS);
    const asked = request(
      endpoint,
      { method, headers: headers as Record<string, string>, agent, signal },
      (answer) => {
        resolve({ status: answer.statusCode ?? 0, retryAfter: answer.headers["retry-after"] });
        // What comes is of no use; a long answer is cut off rather than read.
        answer.resume();
        answer.on("data", () => answer.destroy());
        answer.on("error", () => {});
      },
    );
    asked.on("error", reject);
    asked.end(body);
  });
}
