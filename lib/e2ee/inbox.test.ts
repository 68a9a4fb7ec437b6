import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import {
  type Announce,
  type Message,
  MOST_MEMBERS,
  MOST_MESSAGE_BYTES,
  type SignedMessage,
} from "@/server/e2ee/contract";
import type { Certificate } from "@/server/identity/contract";
import { type Bytes, randomBytes, toBase64url, utf8 } from "./bytes";
import { canonical } from "./canonical";
import { commitmentTo, linkMac } from "./crypto";
import { Drops } from "./drops";
import { signMessage } from "./envelope";
import { admissionKeyFrom, newAdmissionKeys, publicPart, wrapKey } from "./hpke";
import { Inbox } from "./inbox";
import type { CallIdentity } from "./session";
import { identity } from "./session.fixture";

const callId = randomUUID();
const me = randomUUID();
const hash = toBase64url(new Uint8Array(32));
type Body<Type extends Message["type"]> = Omit<
  Extract<Message, { type: Type }>,
  "callId" | "from" | "number"
>;

/** Somebody on the other side who can also do wrong. */
class Other {
  readonly id = randomUUID();
  readonly nonce = randomBytes(16);
  number = 0;
  constructor(
    readonly identity: CallIdentity,
    readonly keys: CryptoKeyPair,
  ) {}

  static async make(): Promise<Other> {
    return new Other(await identity(), await newAdmissionKeys());
  }
  async announce(changes: Partial<Announce> = {}, sign = this.identity.sign): Promise<SignedMessage> {
    const body: Announce = {
      type: "announce",
      callId,
      from: this.id,
      number: this.number++,
      kind: "user",
      userId: this.identity.userId,
      name: "Bo",
      identityKey: this.identity.identityKey,
      certificates: [],
      admissionKey: await publicPart(this.keys),
      commitment: await commitmentTo(this.nonce),
      isEncrypted: true,
      linkMac: null,
      ...changes,
    };
    return await signMessage(body, sign);
  }
  async say(
    body: Body<"need"> | Body<"ack"> | Body<"key"> | Body<"kick">,
    changes: Partial<{ callId: string; number: number }> = {},
  ) {
    const whole = { ...body, callId, from: this.id, number: this.number++, ...changes };
    return await signMessage(whole, this.identity.sign);
  }
  async key(to: CryptoKeyPair, nonce: Bytes = this.nonce, place = {}): Promise<SignedMessage> {
    const bound = { callId, from: this.id, to: me, generation: 0, advance: 0, ...place };
    const recipient = await admissionKeyFrom(await publicPart(to));
    const wrap = await wrapKey(bound, recipient, { key: randomBytes(32), nonce, linkSecret: null });
    return await this.say({
      type: "key",
      generation: 0,
      advance: 0,
      rosterHash: hash,
      reason: "start",
      wraps: [{ to: me, ...wrap }],
    });
  }
}

let inbox: Inbox;
let drops: Drops;
let own: CryptoKeyPair;
let bo: Other;
const need = { type: "need", to: me } as const;
const open = async (...messages: unknown[]) => (await inbox.open(messages, 0)).map(({ heard }) => heard.type);

async function start(linkSecret: Bytes | null = null) {
  drops = new Drops();
  own = await newAdmissionKeys();
  bo = await Other.make();
  inbox = new Inbox({ callId, me, linkSecret, admissionKeys: own, drops, secretFor: () => null });
}
beforeEach(async () => await start());

describe("E1 what is genuine", () => {
  it("is heard: who somebody is, their key and their words", async () => {
    expect(await open(await bo.announce(), await bo.key(own), await bo.say(need))).toEqual([
      "announce",
      "key",
      "need",
    ]);
    expect(inbox.peers.get(bo.id)?.nonce).toBe(toBase64url(bo.nonce));
    expect(drops.all).toEqual({});
  });

  it("what others say to each other costs no look at its signature, and waits for nobody", async () => {
    const [announce, key, somebody] = [await bo.announce(), await bo.key(own), randomUUID()];
    const toOthers = [
      await bo.say({ type: "need", to: somebody }),
      await bo.say({ type: "ack", to: somebody, generation: 0, advance: 0, rosterHash: hash }),
      structuredClone(key),
    ];
    for (const { body } of toOthers)
      if (body.type === "key") for (const wrap of body.wraps) wrap.to = somebody;
    expect(await open(...toOthers)).toEqual([]);
    expect(inbox.due).toBeNull();
    await open(announce);
    const verify = vi.spyOn(crypto.subtle, "verify");
    expect(await open(...toOthers)).toEqual([]);
    expect(verify).not.toHaveBeenCalled();
    expect(await open(key)).toEqual(["key"]);
    expect(verify).toHaveBeenCalledOnce();
    verify.mockRestore();
    expect(drops.all).toEqual({});
  });

  it("is heard in the wrong order too, within five seconds", async () => {
    const [announce, word, late] = [await bo.announce(), await bo.say(need), await bo.say(need)];
    expect(await open(word)).toEqual([]);
    expect(await open(announce)).toEqual(["announce", "need"]);
    await start();
    await inbox.open([late], 0);
    expect(inbox.due).toBe(5000);
    await inbox.open([], 5000);
    expect(drops.all).toEqual({ unknown_sender: 1 });
    expect(inbox.due).toBeNull();
  });

  it("for somebody else is passed over", async () => {
    const to = randomUUID();
    const ack = { type: "ack", to, generation: 0, advance: 0, rosterHash: hash } as const;
    const others = await bo.key(own);
    if (others.body.type === "key") others.body.wraps[0] = { ...others.body.wraps[0], to } as never;
    const signed = await signMessage(others.body, bo.identity.sign);
    expect(
      await open(await bo.announce(), await bo.say({ type: "need", to }), await bo.say(ack), signed),
    ).toEqual(["announce"]);
    expect(drops.all).toEqual({});
  });

  it("an ANNOUNCE that is repeated is no other one", async () => {
    expect(await open(await bo.announce(), await bo.announce())).toEqual(["announce"]);
    expect(drops.all).toEqual({});
  });
});

describe("E1 what is not genuine is dropped and counted", () => {
  it.each([
    ["nothing", null],
    ["a text", "announce"],
    ["no signature", { body: { type: "need" } }],
    ["an unknown type", { body: { type: "hello", callId, from: me, number: 0 }, signature: "A".repeat(86) }],
    ["a deep one", JSON.parse(`${"[".repeat(5000)}${"]".repeat(5000)}`)],
  ])("malformed: %s", async (_, message) => {
    expect(await open(message)).toEqual([]);
    expect(drops.all).toEqual({ malformed: 1 });
  });

  it("malformed: a key that is no point of the curve, a person without a person's id", async () => {
    const noPoint = toBase64url(new Uint8Array(65).fill(4));
    expect(await open(await bo.announce({ identityKey: noPoint }))).toEqual([]);
    expect(await open(await bo.announce({ admissionKey: noPoint }))).toEqual([]);
    expect(await open(await bo.announce({ userId: null }))).toEqual([]);
    expect(await open(await bo.announce({ kind: "guest" }))).toEqual([]);
    expect(drops.all).toEqual({ malformed: 4 });
  });

  it("oversized, whatever is in it", async () => {
    const announce = await bo.announce();
    expect(await open({ ...announce, more: "€".repeat(MOST_MESSAGE_BYTES / 3) })).toEqual([]);
    expect(drops.all).toEqual({ oversized: 1 });
    const wrap = { to: me, enc: "A".repeat(87), sealed: "A".repeat(86) };
    const wraps = Array.from({ length: MOST_MEMBERS }, () => wrap);
    const key = { type: "key", generation: 0, advance: 0, rosterHash: hash, reason: "start", wraps } as const;
    expect(JSON.stringify(await bo.say(key)).length).toBeLessThan(MOST_MESSAGE_BYTES);
  });

  it("of a foreign call", async () => {
    expect(await open(await bo.announce({ callId: randomUUID() }))).toEqual([]);
    await open(await bo.announce());
    expect(await open(await bo.say(need, { callId: randomUUID() }))).toEqual([]);
    expect(drops.all).toEqual({ foreign_call: 2 });
  });

  it("replayed, and too old to tell", async () => {
    const word = await bo.say(need, { number: 9 });
    expect(await open(await bo.announce(), word, structuredClone(word))).toEqual(["announce", "need"]);
    expect(await open(word)).toEqual([]);
    expect(await open(await bo.say(need, { number: 5000 }))).toEqual(["need"]);
    expect(await open(await bo.say(need, { number: 5000 - 1024 }))).toEqual([]);
    expect(await open(await bo.say(need, { number: 5000 - 1023 }))).toEqual(["need"]);
    expect(drops.all).toEqual({ replayed: 3 });
  });

  it("wrongly signed: by somebody else, or changed afterwards; the number is still free", async () => {
    const eve = await identity();
    expect(await open(await bo.announce({}, eve.sign))).toEqual([]);
    await open(await bo.announce());
    const word = await bo.say(need);
    const forged = { ...word, signature: await eve.sign(utf8(canonical(word.body))) };
    const changed = { ...word, body: { ...word.body, number: 77 } };
    expect(await open(forged, changed)).toEqual([]);
    expect(await open(word)).toEqual(["need"]);
    expect(drops.all).toEqual({ wrong_signature: 3 });
  });

  it("other keys under a known admission", async () => {
    const eve = await identity();
    await open(await bo.announce());
    const other = await bo.announce({ identityKey: eve.identityKey }, eve.sign);
    expect(await open(other)).toEqual([]);
    expect(inbox.peers.get(bo.id)?.announce.identityKey).toBe(bo.identity.identityKey);
    expect(drops.all).toEqual({ other_keys: 1 });
  });

  it("a nonce that is not the one of the commitment", async () => {
    expect(await open(await bo.announce(), await bo.key(own, randomBytes(16)))).toEqual(["announce"]);
    expect(inbox.peers.get(bo.id)?.nonce).toBeNull();
    expect(drops.all).toEqual({ wrong_nonce: 1 });
  });

  it("a key that does not open: wrapped for another key, generation or call", async () => {
    await open(await bo.announce());
    expect(await open(await bo.key(await newAdmissionKeys()))).toEqual([]);
    expect(await open(await bo.key(own, bo.nonce, { generation: 1 }))).toEqual([]);
    expect(await open(await bo.key(own, bo.nonce, { callId: randomUUID() }))).toEqual([]);
    expect(drops.all).toEqual({ cannot_open: 3 });
  });

  it("too many words of who has not announced themselves", async () => {
    const words = await Promise.all(Array.from({ length: 20 }, async () => await bo.say(need)));
    expect(await open(...words)).toEqual([]);
    expect(drops.all).toEqual({ unknown_sender: 4 });
  });
});

async function certificate(userId: string, subjectKey: string, issuer: CallIdentity): Promise<Certificate> {
  const fields = { userId, subjectKey, issuerKey: issuer.identityKey, issuedAt: 1_700_000_000_000 };
  return {
    ...fields,
    signature: await issuer.sign(utf8(canonical({ type: "peal.certificate", ...fields }))),
  };
}

describe("E2 certificates", () => {
  it("that lead from the device upwards are good", async () => {
    const { userId, identityKey } = bo.identity;
    const [laptop, root] = [await identity(), await identity()];
    const certificates = [
      await certificate(userId, identityKey, laptop),
      await certificate(userId, laptop.identityKey, root),
    ];
    expect(await open(await bo.announce({ certificates }))).toEqual(["announce"]);
  });

  it("of another person, of another device, out of order, in a circle or forged are wrong", async () => {
    const { userId, identityKey } = bo.identity;
    const [laptop, root] = [await identity(), await identity()];
    const first = await certificate(userId, identityKey, laptop);
    const second = await certificate(userId, laptop.identityKey, root);
    const wrong = [
      [await certificate(randomUUID(), identityKey, laptop)],
      [second],
      [second, first],
      [first, await certificate(userId, laptop.identityKey, bo.identity)],
      [{ ...first, issuedAt: 1 }],
      [{ ...first, signature: second.signature }],
    ];
    for (const certificates of wrong) expect(await open(await bo.announce({ certificates }))).toEqual([]);
    expect(drops.all).toEqual({ wrong_certificate: wrong.length });
  });
});

describe("E3 the link's secret", () => {
  it("a wrong MAC is dropped; none, or one that cannot be checked, is told from a good one", async () => {
    const secret = randomBytes(32);
    await start(secret);
    const [cy, dee] = [await Other.make(), await Other.make()];
    const linked = async (other: Other, with_: Bytes) => {
      const { body } = await other.announce();
      const guest = { kind: "guest", userId: null } as const;
      return await other.announce({ ...guest, linkMac: await linkMac(with_, body as Announce) });
    };
    expect(await open(await linked(bo, secret), await linked(cy, randomBytes(32)))).toEqual(["announce"]);
    expect(await open(await dee.announce({ kind: "guest", userId: null }))).toEqual(["announce"]);
    expect([inbox.peers.get(bo.id)?.isLinked, inbox.peers.get(dee.id)?.isLinked]).toEqual([true, false]);
    expect(drops.all).toEqual({ wrong_link: 1 });
  });
});
