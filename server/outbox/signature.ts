import { createHmac } from "node:crypto";

const PREFIX = "whsec_";

/** A signing secret as people see it: `whsec_` and the key in base64 (Standard Webhooks). */
export const secretOf = (key: Buffer): string => `${PREFIX}${key.toString("base64")}`;

const keyOf = (secret: string): Buffer => Buffer.from(secret.replace(PREFIX, ""), "base64");

/** The headers that prove who a message is from and when it was sent (Standard Webhooks 1.0), by each of these secrets. */
export function signedHeaders(
  { id, sentAtMs, body }: { id: string; sentAtMs: number; body: string },
  secrets: string[],
): Record<string, string> {
  const timestamp = Math.floor(sentAtMs / 1000);
  const signatures = secrets.map((secret) => {
    const mac = createHmac("sha256", keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest("base64");
    return `v1,${mac}`;
  });
  return {
    "webhook-id": id,
    "webhook-timestamp": String(timestamp),
    "webhook-signature": signatures.join(" "),
  };
}
