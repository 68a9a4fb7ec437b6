import type { KeyInfo } from "livekit-client";
import { describe, expect, test } from "vitest";
import { FrameKeys } from "./frame-keys";
import { RoomKeys } from "./room-keys";

const bytes = (value: number) => new Uint8Array(32).fill(value);

/** What LiveKit's worker would derive of a key, to compare keys that cannot be exported. */
async function secret({ key }: KeyInfo): Promise<string> {
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: new Uint8Array() };
  return Buffer.from(await crypto.subtle.deriveBits(how, key, 256)).toString("hex");
}

/** Keys, and what a room is told of them: whose, which id, and whether it is the one to send under. */
function open() {
  const keys = new FrameKeys("ana");
  const room = new RoomKeys(keys);
  const told: { of: string; info: KeyInfo }[] = [];
  room.on(
    "setKey" as never,
    ((info: KeyInfo, isCurrent: boolean) =>
      told.push({
        of: `${info.participantIdentity} ${info.keyIndex}${isCurrent ? " now" : ""}`,
        info,
      })) as never,
  );
  return { keys, room, told, words: () => told.map(({ of }) => of) };
}

describe("E1 keys of frames", () => {
  test("a key ahead of its use is not current; use makes it so, whatever was set later", async () => {
    const { keys, room, words } = open();
    await keys.set("ana", 0, bytes(1));
    await keys.use(0);
    await keys.set("ana", 8, bytes(2));
    await keys.set("ben", 241, bytes(3));
    room.repeatCurrent();
    await keys.use(8);
    expect(words()).toEqual(["ana 0", "ana 0 now", "ana 8", "ben 241", "ana 0 now", "ana 8 now"]);
    expect(room.getLatestManuallySetKeyIndex()).toBe(-1);
  });

  test("changes take effect in the order of the calls", async () => {
    const { keys, words } = open();
    await Promise.all([keys.set("ana", 8, bytes(1)), keys.use(8), keys.forget("ana", 8)]);
    expect(words()).toEqual(["ana 8", "ana 8 now", "ana 8"]);
  });

  test("a forgotten key is overwritten, and is neither live nor current nor usable", async () => {
    const { keys, room, told } = open();
    await keys.set("ana", 8, bytes(1));
    await keys.use(8);
    await keys.forget("ana", 8);
    expect(keys.live()).toEqual([]);
    const [first, , last] = told;
    if (!first || !last) throw new Error("nothing was told");
    expect(await secret(last.info)).not.toBe(await secret(first.info));
    const before = told.length;
    room.repeatCurrent();
    expect(told).toHaveLength(before);
    await expect(keys.use(8)).rejects.toThrow("forgotten");
  });

  test("keys of different people under one id are different keys, and cannot be exported", async () => {
    const { keys } = open();
    await keys.set("ana", 8, bytes(1));
    await keys.set("ben", 8, bytes(2));
    const [ana, ben] = keys.live();
    if (!ana || !ben) throw new Error("keys are missing");
    expect(await secret(ana)).not.toBe(await secret(ben));
    expect([ana, ben].map(({ key }) => key.extractable)).toEqual([false, false]);
  });

  test("the caller's bytes may be overwritten as soon as they are set", async () => {
    const { keys } = open();
    const given = bytes(1);
    await keys.set("ana", 8, given);
    given.fill(9);
    const again = new FrameKeys("ana");
    await again.set("ana", 8, bytes(1));
    const [here, there] = [keys.live()[0], again.live()[0]];
    if (!here || !there) throw new Error("keys are missing");
    expect(await secret(here)).toBe(await secret(there));
  });

  test.each([-1, 256, 1.5, Number.NaN])("there is no key id %s", (keyId) => {
    const { keys } = open();
    expect(() => keys.set("ana", keyId, bytes(1))).toThrow("no key id");
  });

  test("a key has 32 bytes", () => {
    expect(() => open().keys.set("ana", 8, new Uint8Array(16))).toThrow("32 bytes");
  });

  test("a room is told each key once, also one that was set before it listened", async () => {
    const keys = new FrameKeys("ana");
    await keys.set("ana", 0, bytes(1));
    const room = new RoomKeys(keys);
    await keys.set("ben", 0, bytes(2));
    const of = (infos: KeyInfo[]) => infos.map(({ participantIdentity }) => participantIdentity);
    expect(of(room.getKeys())).toEqual(["ana", "ben"]);
    const heard: KeyInfo[] = [];
    room.on("setKey" as never, ((info: KeyInfo) => heard.push(info)) as never);
    await keys.set("cy", 0, bytes(3));
    expect(of(heard)).toEqual(["cy"]);
    expect(room.getKeys()).toEqual([]);
    // Set anew, it is another key.
    await keys.set("cy", 0, bytes(4));
    expect(of(heard)).toEqual(["cy", "cy"]);
    expect(room.getKeys()).toEqual([]);
  });

  test("a room that is closed hears nothing any more", async () => {
    const { keys, room, words } = open();
    room.close();
    await keys.set("ana", 8, bytes(1));
    expect(words()).toEqual([]);
  });
});
