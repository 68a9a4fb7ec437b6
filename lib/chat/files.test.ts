import { describe, expect, it } from "vitest";
import type { DataLine } from "@/lib/call/data/data-line";
import type { ContentOf } from "@/server/chat/contract";
import { digestOf, Files } from "./files";
import { askTopic, PIECE_BYTES, pieceTopic } from "./file-topics";

/** Two devices whose packets reach each other at once, but for those that `isLost` says. */
function pair(isLost: (count: number) => boolean = () => false) {
  const hearing = new Map<string, Map<string, (data: unknown, from: string) => void>>();
  let count = 0;
  const lineOf = (me: string) =>
    ({
      on: (topic: { name: string }, listener: (data: unknown, from: string) => void) => {
        const own = hearing.get(me) ?? new Map();
        hearing.set(me, own.set(topic.name, listener));
        return () => own.delete(topic.name);
      },
      send: async (
        topic: { name: string; schema: { parse(data: unknown): unknown } },
        data: unknown,
        to: string[],
      ) => {
        count += 1;
        if (isLost(count)) return;
        await Promise.resolve();
        for (const one of to) hearing.get(one)?.get(topic.name)?.(topic.schema.parse(data), me);
      },
    }) as unknown as DataLine;
  const [ana, bo] = [new Files(300), new Files(300)];
  ana.connect(lineOf("ana"));
  bo.connect(lineOf("bo"));
  return {
    ana,
    bo,
    say: async (name: "ask" | "piece", data: object, from: string, to: string) =>
      await lineOf(from).send((name === "ask" ? askTopic : pieceTopic) as never, data as never, [to]),
  };
}

const bytes = new Uint8Array(PIECE_BYTES * 30 + 17).map((_, at) => at % 251);
const file = new Blob([bytes]);
const says = async (of = file): Promise<ContentOf<"file">> => ({
  type: "file",
  name: "plan.pdf",
  size: of.size,
  digest: await digestOf(of),
});
const fileId = crypto.randomUUID();

describe("T5 a file of a call", () => {
  it("comes whole from whoever has sent it, and tells how far it is", async () => {
    const { ana, bo } = pair();
    ana.hold(fileId, { file, mayHave: () => true });
    const shares: number[] = [];
    const got = await bo.fetch(fileId, {
      from: ["ana"],
      says: await says(),
      onProgress: (share) => shares.push(share),
    });
    expect(new Uint8Array(await got.arrayBuffer())).toEqual(bytes);
    expect(got.type).toBe("application/octet-stream");
    expect(shares.at(-1)).toBe(1);
  });

  it("goes on where packets are lost", async () => {
    const { ana, bo } = pair((count) => count === 9);
    ana.hold(fileId, { file, mayHave: () => true });
    const got = await bo.fetch(fileId, { from: ["ana"], says: await says(), onProgress: () => {} });
    expect(got.size).toBe(bytes.length);
  });

  it("is not given to whom it is not for, and is gone with whoever has sent it", {
    timeout: 40_000,
  }, async () => {
    const { ana, bo } = pair();
    ana.hold(fileId, { file, mayHave: (id) => id !== "bo" });
    await expect(
      bo.fetch(fileId, { from: ["ana"], says: await says(), onProgress: () => {} }),
    ).rejects.toMatchObject({
      trouble: "gone",
    });
  });

  it("is refused where it is not what the message says, and takes pieces from nobody else", async () => {
    const { ana, bo, say } = pair();
    const other = new Blob([bytes.map((one) => one + 1)]);
    ana.hold(fileId, { file: other, mayHave: () => true });
    const coming = bo.fetch(fileId, { from: ["ana"], says: await says(), onProgress: () => {} });
    await say("piece", { fileId, at: 0, bytes: "AAAA" }, "ana", "bo");
    await say("piece", { fileId, at: 1, bytes: "A".repeat(13_334) }, "cy", "bo");
    await expect(coming).rejects.toMatchObject({ trouble: "broken" });
  });
});
