import * as z from "zod/mini";
import type { Problem } from "../errors/contract";
import { publicKey } from "../identity/contract";

/** Most characters of one message. */
export const MOST_TEXT = 4_000;
/** Largest file that is sent, in bytes. */
export const MOST_FILE_BYTES = 10 * 1024 * 1024;
/** Most options of a poll, and characters of its question and of each option. */
export const MOST_OPTIONS = 10;
export const MOST_QUESTION = 200;
export const MOST_OPTION = 100;
/** Most characters of a question to whoever leads the call. */
export const MOST_ASKED = 500;
/** Reactions that are offered. */
export const REACTIONS = ["👍", "❤️", "😂", "🎉", "👏", "😮"] as const;
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

/** What a message is about, in the clear: hosts allow and forbid each for itself. */
export const subjects = ["chat", "questions"] as const;
export type Subject = (typeof subjects)[number];

export const sendInput = z.object({
  callId,
  about: z._default(z.enum(subjects), "chat"),
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
  /** Null of one from before it was kept. */
  about: z.nullable(z.enum(subjects)),
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

const id = z.uuid();
const emoji = z.enum(REACTIONS);

const text = z.object({
  type: z.literal("text"),
  text: z.string().check(z.minLength(1), z.maxLength(MOST_TEXT)),
  /** The message that it answers. */
  replyTo: z.nullable(id),
});
const file = z.object({
  type: z.literal("file"),
  name: z.string().check(z.maxLength(255)),
  size: z.int().check(z.positive(), z.maximum(MOST_FILE_BYTES)),
  /** SHA-256 of what is in it, base64url. */
  digest: z.string().check(z.length(43)),
});
const reaction = z.object({ type: z.literal("reaction"), to: id, emoji, isOn: z.boolean() });
const poll = z.object({
  type: z.literal("poll"),
  question: z.string().check(z.minLength(1), z.maxLength(MOST_QUESTION)),
  options: z
    .array(z.string().check(z.minLength(1), z.maxLength(MOST_OPTION)))
    .check(z.minLength(2), z.maxLength(MOST_OPTIONS)),
  isAnonymous: z.boolean(),
});
const option = z.int().check(z.nonnegative(), z.maximum(MOST_OPTIONS - 1));
/** To everybody, or of an anonymous poll to whoever made it. */
const vote = z.object({ type: z.literal("vote"), poll: id, option });
/** How an anonymous poll stands, by whoever made it. */
const count = z.object({
  type: z.literal("count"),
  poll: id,
  votes: z.array(z.int().check(z.nonnegative())).check(z.maxLength(MOST_OPTIONS)),
});
const closing = z.object({ type: z.literal("closing"), poll: id });
const askedText = z.string().check(z.minLength(1), z.maxLength(MOST_ASKED));
/** To everybody. `asked`: of one that a host passes on without a name, the message in which they were asked. */
const question = z.object({ type: z.literal("question"), text: askedText, asked: z.nullable(id) });
/** To one host alone, who passes it on. */
const asking = z.object({ type: z.literal("asking"), text: askedText });
/** Somebody wants an answer, too. */
const support = z.object({ type: z.literal("support"), question: id, isOn: z.boolean() });
const standing = z.enum(["open", "answered", "dismissed"]);
/** How it stands with a question, by whoever leads the call. */
const settling = z.object({ type: z.literal("settling"), question: id, standing });

/** What a message says; what the server keeps is this, sealed. */
export const content = z.discriminatedUnion("type", [
  text,
  file,
  reaction,
  poll,
  vote,
  count,
  closing,
  question,
  asking,
  support,
  settling,
]);
export type Content = z.output<typeof content>;
export type Standing = z.output<typeof standing>;
export type Reaction = (typeof REACTIONS)[number];
export type ContentOf<Type extends Content["type"]> = Extract<Content, { type: Type }>;

/** What a message that says this has to be about. */
export const subjectOf = ({ type }: Content): Subject =>
  type === "question" || type === "asking" || type === "support" || type === "settling"
    ? "questions"
    : "chat";

/** Why something cannot be said in a chat; null where it can. */
export function flawIn(says: unknown): Extract<Problem, { code: "bad_input" | "too_many_options" }> | null {
  const { error } = content.safeParse(says);
  if (!error) return null;
  const hasTooMany = error.issues.some(({ code, path }) => code === "too_big" && path.join() === "options");
  return hasTooMany ? { code: "too_many_options", most: MOST_OPTIONS } : { code: "bad_input", field: "body" };
}
