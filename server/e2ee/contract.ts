import * as z from "zod/mini";
import { certificate, encoded, publicKey, signature } from "../identity/contract";

/** Most bytes of one signed message, as UTF-8. */
export const MOST_MESSAGE_BYTES = 32_768;
/** Most messages in one request. */
export const MOST_MESSAGES = 20;
/** Most bytes of the messages in one request: with what is around them less than the 64 KiB that Peal reads of any request. */
export const MOST_REQUEST_BYTES = 60_000;
/** Most members of a call, and so wraps in a KEY. */
export const MOST_MEMBERS = 100;

const admissionId = z.uuid();
const hash = encoded(32);
/** Sender keys have generations, counted from 0; each has 8 advances. The key id on the wire is 8·(generation mod 32) + advance. */
const generation = z.int().check(z.nonnegative(), z.maximum(0xff_ff_ff));
const advance = z.int().check(z.nonnegative(), z.maximum(7));

const head = {
  callId: z.uuid(),
  /** Who says it. */
  from: admissionId,
  /** Counted by the sender from 0, never used twice: a message that is heard again is dropped. */
  number: z.int().check(z.nonnegative(), z.maximum(0xff_ff_ff_ff)),
};

/** Who somebody is, and the key to which theirs are wrapped. The first message of every admission. */
export const announce = z.object({
  ...head,
  type: z.literal("announce"),
  kind: z.enum(["user", "guest", "recorder"]),
  /** Null for guests and recorders. */
  userId: z.nullable(z.uuid()),
  name: z.string().check(z.maxLength(200)),
  identityKey: publicKey,
  /** From the device's own up to one that the root's key has signed; empty on the root, and where nobody has confirmed the device. */
  certificates: z.array(certificate).check(z.maxLength(8)),
  /** HPKE, in memory only. */
  admissionKey: publicKey,
  /** SHA-256 of the nonce that comes with the KEY. */
  commitment: hash,
  isEncrypted: z.literal(true),
  /** HMAC-SHA-256 under the link secret; null where there is none. */
  linkMac: z.nullable(hash),
});

/** HPKE (RFC 9180, P-256, HKDF-SHA-256, AES-256-GCM): of the sender key (32 bytes) and the sender's nonce (16 bytes). */
const wrap = z.object({ to: admissionId, enc: publicKey, sealed: encoded(64) });

/** A sender key, for each member who is to have it. */
export const key = z.object({
  ...head,
  type: z.literal("key"),
  generation,
  advance,
  rosterHash: hash,
  reason: z.enum(["start", "join", "leave", "time", "need", "ring"]),
  wraps: z.array(wrap).check(z.minLength(1), z.maxLength(MOST_MEMBERS)),
});

/** "I have your key, and this is whom I see." */
export const ack = z.object({
  ...head,
  type: z.literal("ack"),
  to: admissionId,
  generation,
  advance,
  rosterHash: hash,
});

/** "I cannot read you." */
export const need = z.object({ ...head, type: z.literal("need"), to: admissionId });

/** The host's: somebody is out, whatever the server says. */
export const kick = z.object({ ...head, type: z.literal("kick"), who: admissionId });
/** The host's: nobody else comes in. */
export const lock = z.object({ ...head, type: z.literal("lock"), isLocked: z.boolean() });
/** The host's: a recorder may listen. */
export const recording = z.object({
  ...head,
  type: z.literal("rec"),
  recorder: admissionId,
  isOn: z.boolean(),
});

export const message = z.discriminatedUnion("type", [announce, key, ack, need, kick, lock, recording]);
export const messageTypes = ["announce", "key", "ack", "need", "kick", "lock", "rec"] as const;
/** The signature is over the canonical JSON of `body`, by the identity that the sender has announced. */
export const signedMessage = z.object({ body: message, signature });

/** What the stream brings: in the order in which the server took it, without gaps for one receiver. */
export const delivery = z.object({ seq: z.int(), message: signedMessage });
/**
 * Server-sent event `keys`. `after` is the last one that this admission could read before these: who has heard less than that has
 * missed some, and asks for them.
 */
export const keysEvent = z.object({
  callId: z.uuid(),
  admissionId,
  after: z.int(),
  deliveries: z.array(delivery),
});

export const sendInput = z.object({
  callId: z.uuid(),
  messages: z.array(signedMessage).check(z.minLength(1), z.maxLength(MOST_MESSAGES)),
});
/** A key for an admission that rings. */
export const holdInput = z.object({
  callId: z.uuid(),
  to: admissionId,
  message: z.object({ body: key, signature }),
});
/** What came after `seq`; 0 is from the beginning. */
export const sinceInput = z.object({ callId: z.uuid(), seq: z.int().check(z.nonnegative()) });
/** The next messages for this device's admission, in their order; asked again after the last one where there are more. */
export const page = z.object({ admissionId, deliveries: z.array(delivery), hasMore: z.boolean() });

export type Message = z.output<typeof message>;
export type Announce = z.output<typeof announce>;
export type SignedMessage = z.output<typeof signedMessage>;
export type Delivery = z.output<typeof delivery>;
export type MessageType = Message["type"];
export type SendInput = z.output<typeof sendInput>;
export type HoldInput = z.output<typeof holdInput>;
export type SinceInput = z.output<typeof sinceInput>;
export type Page = z.output<typeof page>;
export type KeysEvent = z.output<typeof keysEvent>;
