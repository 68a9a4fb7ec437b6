import { describe, expect, test } from "vitest";
import { testKeys } from "@/server/testing/keys";
import { openNote, sealNote, unwrapNoteKey, wasLeftBy, wrapNoteKey, noteText } from "./sealed-note";

const [ana, bo] = [crypto.randomUUID(), crypto.randomUUID()];
const place = {
  callId: crypto.randomUUID(),
  fromUserId: ana,
  toUserId: bo,
  media: "audio",
  durationMs: 2_000,
};
const webm = Buffer.concat([Buffer.from("1a45dfa3", "hex"), Buffer.from("sound ".repeat(50))]);
const recording = new Blob([webm], { type: "audio/webm;codecs=opus" });

describe("R12 a sealed note", () => {
  test("opens as what it was, with its type, and shows nothing of that before", async () => {
    const { sealed, key } = await sealNote(recording, place);
    for (const part of ["sound", "webm", "opus"]) expect(Buffer.from(sealed).includes(part)).toBe(false);
    const opened = await openNote(sealed, key, place);
    expect(opened.type).toBe("audio/webm;codecs=opus");
    expect(Buffer.from(await opened.arrayBuffer()).equals(webm)).toBe(true);
    expect((await sealNote(recording, place)).sealed).not.toEqual(sealed);
  });

  test("opens as no other note, under no other key, and not after a change", async () => {
    const { sealed, key } = await sealNote(recording, place);
    await expect(openNote(sealed, key, { ...place, fromUserId: bo })).rejects.toThrow();
    await expect(openNote(sealed, key, { ...place, durationMs: 2_001 })).rejects.toThrow();
    await expect(openNote(sealed, new Uint8Array(32), place)).rejects.toThrow();
    sealed[40] = (sealed[40] ?? 0) ^ 1;
    await expect(openNote(sealed, key, place)).rejects.toThrow();
  });

  test("its key is for the device for which it was wrapped, and for this note", async () => {
    const { key } = await sealNote(recording, place);
    const [phone, other] = await Promise.all([testKeys(bo), testKeys(bo)]);
    const wrap = await wrapNoteKey(phone.published.boxKey, key, place);
    expect(await unwrapNoteKey(phone.box, wrap, place)).toEqual(key);
    await expect(unwrapNoteKey(other.box, wrap, place)).rejects.toThrow();
    await expect(unwrapNoteKey(phone.box, wrap, { ...place, callId: ana })).rejects.toThrow();
  });

  test("who left it has signed it", async () => {
    const { sealed } = await sealNote(recording, place);
    const anas = await testKeys(ana);
    const signature = await anas.sign(await noteText(sealed, place));
    const signer = { identityKey: anas.identityKey, signature };
    expect(await wasLeftBy(signer, sealed, place)).toBe(true);
    expect(await wasLeftBy(signer, sealed, { ...place, toUserId: ana })).toBe(false);
    expect(
      await wasLeftBy({ ...signer, identityKey: (await testKeys(ana)).identityKey }, sealed, place),
    ).toBe(false);
    sealed[20] = (sealed[20] ?? 0) ^ 1;
    expect(await wasLeftBy(signer, sealed, place)).toBe(false);
  });
});
