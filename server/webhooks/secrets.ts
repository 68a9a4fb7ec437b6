import { hkdfSync } from "node:crypto";
import { config } from "../config";
import { secretOf } from "../outbox";

/** The secret that signs a webhook's messages: made from the server's own and the webhook's id, so it is kept nowhere. */
export const secretOfWebhook = (webhookId: string, version: number): string =>
  secretOf(Buffer.from(hkdfSync("sha256", config().PEAL_SECRET, webhookId, `peal webhook ${version}`, 32)));
