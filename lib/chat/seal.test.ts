import { describe, expect, it } from "vitest";
import { randomBytes, toBase64url, utf8 } from "@/lib/e2ee/bytes";
import type { Content } from "@/server/chat/contract";
import { KeyRing, type Present } from "./key-ring";
import { open, type Place, seal } from "./seal";

const id = () => crypto.randomUUID();
const callId = id();
const hello: Content = { type: "text", text: "hello", replyTo: null };

async function ringOf(me: string) {
  const box = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, false, ["deriveBits"]);
  const raw = new Uint8Array(await crypto.subtle.exportKey("raw", box.publicKey));
  return new KeyRing(callId, me, box, Buffer.from(raw).toString("base64url"));
}
const asPresent = (ring: KeyRing, isGuest = false): Present => ({
  participantId: ring.me,
  isGuest,
  boxKeys: [ring.boxKey],
});

describe("E1 a sealed message", () => {
  const place: Place = { callId, id: id(), from: id(), to: null, keyId: "k".repeat(22) };
  const key = randomBytes(32);

  it("opens with its key, and as itself alone", async () => {
    const body = await seal(place, key, hello);
    expect(await open(place, key, body)).toEqual({ says: hello });
    for (const other of [
      { id: id() },
      { from: id() },
      { to: id() },
      { callId: id() },
      { keyId: "l".repeat(22) },
    ])
      expect(await open({ ...place, ...other }, key, body)).toBe("sealed");
    expect(await open(place, randomBytes(32), body)).toBe("sealed");
    expect(await open(place, key, `${body.slice(0, -4)}AAAA`)).toBe("sealed");
    expect(await open(place, key, "")).toBe("sealed");
    expect(await open(place, key, "%%%")).toBe("sealed");
  });

  it("says nothing where it says what nobody may: a poll of 1,000 options, an endless text, a huge file", async () => {
    const wrong: unknown[] = [
      { type: "poll", question: "?", options: Array.from({ length: 1_000 }, () => "x"), isAnonymous: false },
      { type: "text", text: "x".repeat(4_001), replyTo: null },
      { type: "file", name: "a", size: 10 * 1024 * 1024 + 1, digest: "d".repeat(43) },
      { type: "reaction", to: id(), emoji: "<script>", isOn: true },
      { type: "unknown" },
      null,
    ];
    for (const says of wrong) {
      expect(await open(place, null, toBase64url(utf8(JSON.stringify(says))))).toBe("unknown");
      await expect(seal(place, key, says as Content)).rejects.toMatchObject({
        problem: { code: says === wrong[0] ? "too_many_options" : "bad_input" },
      });
    }
  });
});

describe("E1 chat keys", () => {
  it("reach the devices that are there, and whoever asks and may have them", async () => {
    const [ana, bo, cy] = [await ringOf(id()), await ringOf(id()), await ringOf(id())];
    const { keyId, wraps } = await ana.forSending(null, [asPresent(bo)]);
    const place = { callId, keyId, by: ana.me, to: null };
    const forBo = wraps.find(({ boxKey }) => boxKey === bo.boxKey)?.wrap ?? "";
    // Nobody's key is taken for another's, nor for another reader's.
    expect(await bo.take({ ...place, by: cy.me }, forBo, [])).toBe(false);
    expect(await bo.take({ ...place, to: bo.me }, forBo, [])).toBe(false);
    expect(await bo.take(place, forBo, [])).toBe(true);
    expect(bo.keyOf(keyId, place)).toEqual(ana.keyOf(keyId, place));
    expect(bo.keyOf(keyId, { by: bo.me, to: null })).toBeNull();
    expect(await cy.take(place, forBo, [])).toBe(false);
    const given = await bo.forAsking(keyId, { participantId: cy.me, isGuest: false }, cy.boxKey);
    expect(await cy.take(place, given?.wrap ?? "", [])).toBe(true);
    expect(await cy.forAsking("?", { participantId: bo.me, isGuest: false }, bo.boxKey)).toBeNull();
  });

  it("stay while people come, and are sent once; are fresh when somebody leaves, and when a guest comes", async () => {
    const [ana, bo, cy, gil] = [
      await ringOf(id()),
      await ringOf(id()),
      await ringOf(id()),
      await ringOf(id()),
    ];
    const send = async (...present: Present[]) => {
      const used = await ana.forSending(null, present);
      ana.delivered(used.keyId, used.wraps);
      return used;
    };
    const first = await send(asPresent(bo));
    expect(first.wraps).toHaveLength(2);
    expect(await send(asPresent(bo))).toMatchObject({ keyId: first.keyId, wraps: [] });
    const withCy = await send(asPresent(bo), asPresent(cy));
    expect(withCy.keyId).toBe(first.keyId);
    expect(withCy.wraps.map(({ boxKey }) => boxKey)).toEqual([cy.boxKey]);
    const withGuest = await send(asPresent(bo), asPresent(cy), asPresent(gil, true));
    expect(withGuest.keyId).not.toBe(first.keyId);
    const without = await send(asPresent(bo), asPresent(gil, true));
    expect(without.keyId).not.toBe(withGuest.keyId);
    // A guest is given what was made while they were there, and nothing of before.
    const guest = { participantId: gil.me, isGuest: true };
    expect(await ana.forAsking(first.keyId, guest, gil.boxKey)).toBeNull();
    expect(await ana.forAsking(withGuest.keyId, guest, gil.boxKey)).not.toBeNull();
  });

  it("for one person are given to nobody else, whoever asks", async () => {
    const [ana, bo, cy] = [await ringOf(id()), await ringOf(id()), await ringOf(id())];
    const { keyId, wraps } = await ana.forSending(bo.me, [asPresent(bo), asPresent(cy)]);
    expect(wraps.map(({ boxKey }) => boxKey).toSorted()).toEqual([ana.boxKey, bo.boxKey].toSorted());
    expect(await ana.forAsking(keyId, { participantId: cy.me, isGuest: false }, cy.boxKey)).toBeNull();
    expect(await ana.forAsking(keyId, { participantId: bo.me, isGuest: false }, bo.boxKey)).not.toBeNull();
    const all = await ana.forSending(null, [asPresent(bo), asPresent(cy)]);
    expect(all.keyId).not.toBe(keyId);
  });
});
