import { beforeEach, expect, it, vi } from "vitest";
import { toBase64url, utf8 } from "@/lib/e2ee/bytes";
import type { Content, StoredMessage, Subject } from "@/server/chat/contract";
import { KeyRing } from "./key-ring";
import { Opener } from "./opener";
import { sealBytes } from "./seal";

const { since } = vi.hoisted(() => ({ since: vi.fn() }));
vi.mock("@/lib/api/client", () => ({ api: { chat: { since: { query: since } } } }));

const callId = crypto.randomUUID();
const ana = crypto.randomUUID();
beforeEach(() => since.mockReset());

async function ringOf(me: string) {
  const box = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, false, ["deriveBits"]);
  const raw = new Uint8Array(await crypto.subtle.exportKey("raw", box.publicKey));
  return new KeyRing(callId, me, box, toBase64url(raw));
}

/** What Bo's device opens of messages that Ana's device has sealed with a key that Bo was given. */
async function opened(all: { says: unknown; about: Subject | null }[], isBroken = false) {
  const [hers, his] = [await ringOf(ana), await ringOf(crypto.randomUUID())];
  const present = [{ participantId: his.me, isGuest: false, boxKeys: [his.boxKey] }];
  const { keyId, key, wraps } = await hers.forSending(null, present);
  const messages = await Promise.all(
    all.map(async ({ says, about }, at): Promise<StoredMessage> => {
      const id = crypto.randomUUID();
      const place = { callId, id, from: ana, to: null, keyId };
      const body = await sealBytes("chat", place, key, utf8(JSON.stringify(says)));
      const sealed = isBroken ? `${body.slice(0, -4)}AAAA` : body;
      return { seq: at + 1, id, about, from: ana, to: null, keyId, body: sealed, sentAt: 0 };
    }),
  );
  const wrap = wraps.find(({ boxKey }) => boxKey === his.boxKey)?.wrap ?? "";
  since.mockResolvedValue({ messages, keys: [{ keyId, by: ana, wrap }], upTo: all.length, hasMore: false });
  const opener = new Opener(callId, his);
  await opener.readPage();
  return { lacking: await opener.openAll(), says: opener.messages.map((one) => one.says) };
}
const text: Content = { type: "text", text: "hello", replyTo: null };
const question: Content = { type: "question", text: "When?", asked: null };

it("T5 a message that says nothing known has nobody asked for its key again: the key is right", async () => {
  const { lacking, says } = await opened([{ says: { type: "from tomorrow" }, about: "chat" }]);
  expect({ lacking, says }).toEqual({ lacking: [], says: [null] });
  expect((await opened([{ says: text, about: "chat" }], true)).lacking).toHaveLength(1);
});

it("T5 a message is what the server was told that it is about, or nothing: a question is none in the chat's name", async () => {
  const { says } = await opened([
    { says: text, about: "chat" },
    { says: question, about: "chat" },
    { says: question, about: "questions" },
    { says: text, about: "questions" },
    { says: question, about: null },
  ]);
  expect(says).toEqual([text, null, question, null, question]);
});
