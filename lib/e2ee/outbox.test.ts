import { describe, expect, it } from "vitest";
import { MOST_MESSAGE_BYTES, type SignedMessage } from "@/server/e2ee/contract";
import { Outbox } from "./outbox";

const message = (number: number) => ({ body: { number }, signature: "" }) as SignedMessage;

/** A transport that refuses some, and what came through it. */
function transport(refuses: (numbers: number[]) => boolean) {
  const sent: number[][] = [];
  const held: [string, number][] = [];
  return {
    sent,
    held,
    async send(messages: SignedMessage[]) {
      const numbers = messages.map(({ body }) => body.number);
      if (refuses(numbers)) throw new Error("no");
      sent.push(numbers);
    },
    async hold(to: string, { body }: SignedMessage) {
      if (refuses([body.number])) throw new Error("no");
      held.push([to, body.number]);
    },
  };
}

describe("F25 what is sent", () => {
  it("goes together where it was said together, at most 20 at once", async () => {
    const way = transport(() => false);
    const outbox = new Outbox(way);
    for (let number = 0; number < 25; number++) outbox.send(message(number));
    await expect.poll(() => way.sent.map((one) => one.length), { interval: 5 }).toEqual([20, 5]);
  });

  it("goes in requests that the server reads: the keys for a hundred people two by two", async () => {
    const MOST_BYTES = 64 * 1024;
    const tried: number[] = [];
    const way = transport(() => false);
    const outbox = new Outbox({
      ...way,
      async send(messages) {
        const body = JSON.stringify({ callId: crypto.randomUUID(), messages });
        tried.push(messages.length);
        if (new TextEncoder().encode(body).length > MOST_BYTES) throw new Error("too large");
        await way.send(messages);
      },
    });
    const large = (number: number, bytes: number) => ({ ...message(number), signature: "x".repeat(bytes) });
    for (const number of [1, 2, 3]) outbox.send(large(number, 25_000));
    outbox.send(large(4, MOST_MESSAGE_BYTES));
    for (const number of [5, 6, 7]) outbox.send({ ...message(number), signature: "ü".repeat(14_000) });
    await expect.poll(() => way.sent, { interval: 5 }).toEqual([[1, 2], [3, 4], [5, 6], [7]]);
    expect(tried).toEqual([2, 2, 2, 1]);
  });

  it("one that is refused each time stops no other, and is given up", async () => {
    const tried: number[][] = [];
    const way = transport((numbers) => {
      tried.push(numbers);
      return numbers.includes(2);
    });
    const outbox = new Outbox(way);
    for (const number of [1, 2, 3]) outbox.send(message(number));
    await expect.poll(() => way.sent, { interval: 5 }).toEqual([[1], [3]]);
    await expect.poll(() => tried.filter((one) => one.includes(2)).length, { timeout: 8000 }).toBe(6);
  });

  it("is tried again after a failure of the connection", async () => {
    let failures = 2;
    const way = transport(() => failures-- > 0);
    new Outbox(way).send(message(7));
    await expect.poll(() => way.sent, { interval: 5, timeout: 3000 }).toEqual([[7]]);
  });

  it("tells how long each took, there or back", async () => {
    const told: (number | "posting")[] = [];
    let isFirst = true;
    const outbox = new Outbox(
      {
        ...transport(() => false),
        async send() {
          await new Promise((resume) => setTimeout(resume, 30));
          if (!isFirst) return;
          isFirst = false;
          throw new Error("no");
        },
      },
      { onPosting: () => told.push("posting"), onPosted: (tookMs) => told.push(tookMs) },
    );
    outbox.send(message(1));
    await expect.poll(() => told.length, { interval: 5, timeout: 3000 }).toBe(4);
    expect([told[0], told[2]]).toEqual(["posting", "posting"]);
    for (const tookMs of [told[1], told[3]]) expect(tookMs).toBeGreaterThanOrEqual(29);
  });

  it("what is said again takes the place of what waits, and of what has failed meanwhile", async () => {
    const tried: number[][] = [];
    const outbox = new Outbox({
      ...transport(() => false),
      async send(messages) {
        tried.push(messages.map(({ body }) => body.number));
        await new Promise((resume) => setTimeout(resume, 20));
        if (tried.length === 1) throw new Error("no");
      },
    });
    const key = (number: number, to: string, generation = 1) =>
      outbox.send({
        body: { type: "key", number, generation, advance: 0, reason: "need", wraps: [{ to }] },
        signature: "",
      } as unknown as SignedMessage);
    key(1, "bo");
    key(2, "cy");
    await expect.poll(() => tried.length, { interval: 2 }).toBe(1);
    // While that is on its way.
    key(3, "bo");
    key(4, "bo", 2);
    key(5, "bo");
    await expect
      .poll(() => tried.flat().toSorted((one, other) => one - other), { interval: 5 })
      .toEqual([1, 2, 2, 4, 5]);
  });

  it("of two keys held for one, the newer goes", async () => {
    const way = transport(() => false);
    const outbox = new Outbox(way);
    outbox.hold("bo", message(1));
    outbox.hold("bo", message(2));
    outbox.hold("cy", message(3));
    await expect
      .poll(() => way.held, { interval: 5 })
      .toEqual([
        ["bo", 2],
        ["cy", 3],
      ]);
  });

  it("after the end nothing goes", async () => {
    const way = transport(() => false);
    const outbox = new Outbox(way);
    outbox.send(message(1));
    outbox.close();
    outbox.send(message(2));
    await new Promise((resume) => setTimeout(resume));
    expect(way.sent).toEqual([]);
  });
});
