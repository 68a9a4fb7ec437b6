import * as z from "zod/mini";
import { MOST_FILE_BYTES, MOST_TEXT } from "@/server/chat/contract";

/** Most options of a poll, and characters of its question and of each option. */
export const MOST_OPTIONS = 10;
export const MOST_QUESTION = 200;
export const MOST_OPTION = 100;
/** Most characters of a question to whoever leads the call. */
export const MOST_ASKED = 500;
/** Reactions that are offered. */
export const REACTIONS = ["👍", "❤️", "😂", "🎉", "👏", "😮"] as const;

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
