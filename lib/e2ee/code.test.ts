import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { randomBytes, toBase64url } from "./bytes";
import { type CodeMember, codeOf } from "./code";
import names from "@/messages/en/emoji.json";
import { emojiTable } from "./emoji";

const callId = randomUUID();
const member = (): CodeMember => ({
  admissionId: randomUUID(),
  identityKey: toBase64url(randomBytes(65)),
  admissionKey: toBase64url(randomBytes(65)),
  nonce: toBase64url(randomBytes(16)),
});

describe("E2 the code of a call", () => {
  it("is the same for all who see the same, in whatever order", async () => {
    const all = [member(), member(), member()];
    const code = await codeOf(callId, all);
    expect(await codeOf(callId, all.toReversed())).toEqual(code);
    expect(code.emoji).toHaveLength(7);
    expect(code.digits).toMatch(/^\d{30}$/);
  });

  it.each(["admissionId", "identityKey", "admissionKey", "nonce"] as const)(
    "is another one where somebody's %s is",
    async (field) => {
      const [ana, bo] = [member(), member()];
      const other = await codeOf(callId, [ana, { ...bo, [field]: member()[field] }]);
      const code = await codeOf(callId, [ana, bo]);
      expect(other.digits).not.toBe(code.digits);
      expect(other.emoji).not.toEqual(code.emoji);
    },
  );

  it("is another one in another call", async () => {
    const all = [member(), member()];
    expect(await codeOf(randomUUID(), all)).not.toEqual(await codeOf(callId, all));
  });

  it("has emoji for up to eight, digits for any size", async () => {
    const nine = Array.from({ length: 9 }, member);
    expect((await codeOf(callId, nine.slice(0, 8))).emoji).toHaveLength(7);
    const { emoji, digits } = await codeOf(callId, nine);
    expect([emoji, digits.length]).toEqual([null, 30]);
  });

  it("somebody in between, who gave each side keys of their own, cannot make it alike", async () => {
    const [ana, bo, toAna, toBo] = [member(), member(), member(), member()];
    const asAnaSees = [ana, { ...toAna, admissionId: bo.admissionId, identityKey: bo.identityKey }];
    const asBoSees = [{ ...toBo, admissionId: ana.admissionId, identityKey: ana.identityKey }, bo];
    const [one, other] = [await codeOf(callId, asAnaSees), await codeOf(callId, asBoSees)];
    expect(one.digits).not.toBe(other.digits);
    expect(one.emoji).not.toEqual(other.emoji);
  });
});

describe("E2 the emoji", () => {
  it("are 64, each once, each with a name of its own", () => {
    expect(emojiTable).toHaveLength(64);
    expect(Object.keys(names).toSorted()).toEqual(emojiTable.toSorted());
    expect(new Set(Object.values(names)).size).toBe(64);
    expect(names["🐶"]).toBe("dog");
  });

  it("are in the order of the protocol", () => {
    const first = [emojiTable[0], emojiTable[20], emojiTable[42], emojiTable[63]];
    expect(first).toEqual(["🐶", "☁️", "✏️", "🪑"]);
  });
});
