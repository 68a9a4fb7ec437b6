import * as z from "zod/mini";
import { eventTypes } from "../outbox/contract";

/** Most webhooks of one person. */
export const MOST_WEBHOOKS = 10;
/** For how long messages are signed by the old secret too after a new one was made, in ms. */
export const OLD_SECRET_MS = 24 * 60 * 60_000;

export const deliveryStates = ["pending", "delivered", "given_up"] as const;
export type DeliveryState = (typeof deliveryStates)[number];
/** Why a webhook was turned off: a day without one success, or its receiver said that it is gone (410). */
export const disabledReasons = ["failing", "gone"] as const;
export type DisabledReason = (typeof disabledReasons)[number];
/** Why nothing was delivered: no answer in time, no connection, or an address that is not on the public internet. */
export const failures = ["no_answer", "not_connected", "not_public"] as const;
export type Failure = (typeof failures)[number];

const url = z.string().check(z.maxLength(1024));
const types = z.array(z.enum(eventTypes)).check(z.minLength(1), z.maxLength(eventTypes.length));

export const createInput = z.object({ url, types });
export const webhookInput = z.object({ webhookId: z.uuid() });
export const changeInput = z.object({ webhookId: z.uuid(), url, types });

export type Webhook = {
  id: string;
  url: string;
  types: z.output<typeof types>;
  createdAt: number;
  /** Since when nothing could be delivered; null where the last delivery succeeded. */
  failingSince: number | null;
  disabledReason: DisabledReason | null;
};

/** A webhook's delivery, with how the last attempt went. */
export type Delivery = {
  id: string;
  /** `webhook.test` for one that was asked for. */
  type: string;
  state: DeliveryState;
  tries: number;
  /** The status of the last answer; null where none came, and then why. */
  status: number | null;
  failure: Failure | null;
  createdAt: number;
  triedAt: number | null;
  nextAt: number | null;
};
