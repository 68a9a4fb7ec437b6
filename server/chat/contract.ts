import * as z from "zod/mini";
import { publicKey } from "../identity/contract";

/** Most characters of one message. */
export const MOST_TEXT = 4_000;
/** Largest file that is sent, in bytes. */
export const MOST_FILE_BYTES = 10 * 1024 * 1024;
/** Most messages of one call, reactions and votes among them. */
export const MOST_MESSAGES = 5_000;
/** Longest sealed message, as base64url: the longest text in the widest script, with what is around it. */
const MOST_BODY = 24_576;
/** Most characters of a call's pad, in UTF-16 units as browsers count them. */
export const MOST_PAD_TEXT = 100_000;
/** Longest sealed update of a pad, as base64url: the longest text in the widest script, with what a CRDT keeps around it. */
const MOST_PAD_BODY = 600_000;
/** Most updates of a pad that are kept, and characters of all of them, before they have to be merged. */
export const MOST_PAD = { updates: 200, characters: 2_000_000 };
/** Most devices to which one request wraps a key. */
export const MOST_WRAPS = 100;
/** Most messages and characters that are read at once. */
export const PAGE = { messages: 200, characters: 400_000 };

const callId = z.uuid();
const participantId = z.uuid();
const base64url = z.string().check(z.regex(/^[A-Za-z0-9_-]*$/));

/** Names a chat key: 16 random bytes. */
export const keyId = base64url.check(z.length(22));
/** A chat key, sealed to one device's box key (HPKE): what came out of the KEM, a dot, and the key. */
const wrap = z.object({
  boxKey: publicKey,
  wrap: z.string().check(z.maxLength(200), z.regex(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/)),
});

export const sendInput = z.object({
  callId,
  /** Made by the sender: the same message sent again is one message. */
  id: z.uuid(),
  /** Under which key it is sealed; null in a call that is not encrypted. */
  keyId: z.nullable(keyId),
  /** The one for whom it is; null for everybody. */
  to: z.nullable(participantId),
  body: base64url.check(z.minLength(1), z.maxLength(MOST_BODY)),
  /** The key, for devices that may not have it yet. */
  wraps: z.array(wrap).check(z.maxLength(MOST_WRAPS)),
});

/** What came after `after`, and the keys to it that are sealed to this device. */
export const sinceInput = z.object({
  callId,
  after: z.int().check(z.nonnegative()),
  boxKey: z.nullable(publicKey),
});

export const writePadInput = z.object({
  callId,
  /** Made by the writer: the same update sent again is one update. */
  id: z.uuid(),
  keyId: z.nullable(keyId),
  body: base64url.check(z.minLength(1), z.maxLength(MOST_PAD_BODY)),
  /** Updates that are in this one, too, and go when it comes. */
  replaces: z.array(z.uuid()).check(z.maxLength(MOST_PAD.updates)),
  wraps: z.array(wrap).check(z.maxLength(MOST_WRAPS)),
});

/** An update of a pad as the server keeps it. */
export const padUpdate = z.object({
  seq: z.int(),
  id: z.uuid(),
  from: participantId,
  keyId: z.nullable(keyId),
  body: z.string(),
});

/** A message as the server keeps it. */
export const stored = z.object({
  seq: z.int(),
  id: z.uuid(),
  from: participantId,
  to: z.nullable(participantId),
  keyId: z.nullable(keyId),
  body: z.string(),
  sentAt: z.number(),
});
/** `by`: who has sealed it. */
const sealedKey = z.object({ keyId, by: participantId, wrap: z.string() });
export const chatPage = z.object({
  messages: z.array(stored),
  keys: z.array(sealedKey),
  /** Up to where was read; what this person may not read is passed over. */
  upTo: z.int(),
  hasMore: z.boolean(),
});

export const padPage = z.object({
  updates: z.array(padUpdate),
  keys: z.array(sealedKey),
  upTo: z.int(),
  hasMore: z.boolean(),
});

export const handInput = z.object({ callId });
/** Whose hand is lowered; one's own where it is left out. */
export const lowerInput = z.object({ callId, participantId: z.optional(participantId) });

export type SendInput = z.output<typeof sendInput>;
export type SinceInput = z.output<typeof sinceInput>;
export type WritePadInput = z.output<typeof writePadInput>;
export type PadUpdate = z.output<typeof padUpdate>;
export type PadPage = z.output<typeof padPage>;
export type LowerInput = z.output<typeof lowerInput>;
export type StoredMessage = z.output<typeof stored>;
export type ChatPage = z.output<typeof chatPage>;
export type KeyWrap = z.output<typeof wrap>;
