import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { fromBase64url, randomBytes, toBase64url } from "./bytes";
import { advanceKey, commitmentTo, fingerprintOf, isLinked, linkMac, rosterHash } from "./crypto";
import { admissionKeyFrom, newAdmissionKeys, publicPart, unwrapKey, wrapKey } from "./hpke";
import { advances, KeySetter } from "./key-setter";
import { Sink } from "./session.fixture";

const place = { callId: randomUUID(), from: randomUUID(), to: randomUUID(), generation: 3, advance: 2 };

async function wrapped(linkSecret: Uint8Array<ArrayBuffer> | null = null) {
  const [keys, key, nonce] = [await newAdmissionKeys(), randomBytes(32), randomBytes(16)];
  const recipient = await admissionKeyFrom(await publicPart(keys));
  return { keys, key, nonce, wrap: await wrapKey(place, recipient, { key, nonce, linkSecret }) };
}

describe("E1 a wrapped sender key", () => {
  it("opens for whom it is for, and has the length that the contract says", async () => {
    const { keys, key, nonce, wrap } = await wrapped();
    expect(await unwrapKey(place, keys, wrap, null)).toEqual({ key, nonce });
    expect(fromBase64url(wrap.sealed)).toHaveLength(64);
    expect(fromBase64url(wrap.enc)).toHaveLength(65);
  });

  it.each([
    ["another call", { callId: randomUUID() }],
    ["another sender", { from: randomUUID() }],
    ["another receiver", { to: randomUUID() }],
    ["another generation", { generation: 4 }],
    ["another advance", { advance: 1 }],
  ])("does not open as one of %s", async (_, other) => {
    const { keys, wrap } = await wrapped();
    await expect(unwrapKey({ ...place, ...other }, keys, wrap, null)).rejects.toThrow();
  });

  it("does not open with another admission's key, nor when a bit is changed", async () => {
    const { keys, wrap } = await wrapped();
    await expect(unwrapKey(place, await newAdmissionKeys(), wrap, null)).rejects.toThrow();
    const sealed = fromBase64url(wrap.sealed).map((byte, at) => (at === 5 ? byte ^ 1 : byte));
    await expect(unwrapKey(place, keys, { ...wrap, sealed: toBase64url(sealed) }, null)).rejects.toThrow();
  });

  it("E3 for a guest opens only with the link's secret", async () => {
    const secret = randomBytes(32);
    const { keys, key, nonce, wrap } = await wrapped(secret);
    expect(await unwrapKey(place, keys, wrap, secret)).toEqual({ key, nonce });
    await expect(unwrapKey(place, keys, wrap, null)).rejects.toThrow();
    await expect(unwrapKey(place, keys, wrap, randomBytes(32))).rejects.toThrow();
  });

  it("the admission's private key cannot leave the page", async () => {
    const { privateKey } = await newAdmissionKeys();
    await expect(crypto.subtle.exportKey("pkcs8", privateKey)).rejects.toThrow();
    await expect(crypto.subtle.exportKey("jwk", privateKey)).rejects.toThrow();
  });
});

describe("E1 advancing a sender key", () => {
  it("gives HKDF-SHA-256 of the key, as this vector has it", async () => {
    const key = Uint8Array.from({ length: 32 }, (_, at) => at);
    expect(toBase64url(await advanceKey(key))).toBe("lPmFt_Rs3ly4A2_x2_ER3DIDCq-6Yr3Sq_a0aWNJRFI");
  });

  it("a receiver derives ahead what the sender has, and nothing from before", async () => {
    const sink = new Sink();
    await new KeySetter("ana", sink).make(0);
    const own = Array.from({ length: 8 }, (_, at) => sink.key("ana", at) ?? "");
    expect(new Set(own).size).toBe(8);
    const theirs: string[] = [];
    for await (const { key } of advances(fromBase64url(own[3] ?? ""), 3)) theirs.push(toBase64url(key));
    expect(theirs).toEqual(own.slice(3));
  });

  it("what is forgotten is overwritten", async () => {
    const [sink, key] = [new Sink(), randomBytes(32)];
    const keys = new KeySetter("ana", sink);
    await keys.make(5);
    const own = keys.own(5, 0) ?? new Uint8Array();
    await keys.forget({ sender: "ana", generation: 5, advance: 0 });
    expect([keys.own(5, 0), sink.keys.size]).toEqual([undefined, 0]);
    expect(own.every((byte) => byte === 0)).toBe(true);
    const named = { sender: "bo", generation: 0, advance: 2 };
    keys.keep(named, key);
    await keys.install(named);
    await keys.setAhead();
    expect([sink.key("bo", 1), sink.keys.size]).toEqual([undefined, 6]);
    expect(key.every((byte) => byte === 0)).toBe(true);
  });
});

describe("E3 the MAC under the link's secret", () => {
  it("shows the secret for these keys in this call only", async () => {
    const secret = randomBytes(32);
    const linked = {
      callId: place.callId,
      from: place.from,
      identityKey: "i",
      admissionKey: "a",
      commitment: "c",
    };
    const mac = await linkMac(secret, linked);
    expect(await isLinked(secret, linked, mac)).toBe(true);
    expect(await isLinked(randomBytes(32), linked, mac)).toBe(false);
    for (const field of ["callId", "from", "identityKey", "admissionKey", "commitment"] as const)
      expect(await isLinked(secret, { ...linked, [field]: "other" }, mac)).toBe(false);
  });
});

describe("E2 hashes", () => {
  it("a nonce has one commitment, other keys another fingerprint, another list another hash", async () => {
    const nonce = randomBytes(16);
    expect(await commitmentTo(nonce)).toBe(await commitmentTo(nonce.slice()));
    expect(await commitmentTo(randomBytes(16))).not.toBe(await commitmentTo(nonce));
    const linked = {
      callId: place.callId,
      from: place.from,
      identityKey: "i",
      admissionKey: "a",
      commitment: "c",
    };
    for (const field of ["identityKey", "admissionKey", "commitment"] as const)
      expect(await fingerprintOf({ ...linked, [field]: "other" })).not.toBe(await fingerprintOf(linked));
    expect(await rosterHash(place.callId, "ana\nbo")).not.toBe(await rosterHash(place.callId, "ana"));
    expect(await rosterHash(randomUUID(), "ana")).not.toBe(await rosterHash(place.callId, "ana"));
  });
});
