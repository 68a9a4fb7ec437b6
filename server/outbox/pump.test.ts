import { randomUUID } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { eq } from "drizzle-orm";
import { afterAll, beforeEach, expect, it } from "vitest";
import { parseArgs, replay } from "../../scripts/events.mjs";
import { testDatabase } from "../testing";
import { cloudEvent, type CloudEvent } from "./contract";
import { releaseCursor } from "./cursor";
import { httpSink } from "./http-sink";
import { pump } from "./pump";
import { putInOrder } from "./put-in-order";
import { outboxCursors, outboxRefused } from "./schema";
import { secretOf, signedHeaders } from "./signature";
import { write } from "./write";

const db = await testDatabase();
const SECRET = secretOf(Buffer.alloc(32, 7));

type Got = { headers: IncomingHttpHeaders; events: CloudEvent[] };
/** An address of an operator's own, which takes what `answer` says. */
const receiver = { got: [] as Got[], answer: (_events: CloudEvent[]): number => 204 };
const server = createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  const events = (JSON.parse(body) as unknown[]).map((one) => cloudEvent.parse(one));
  const id = String(request.headers["webhook-id"]);
  const sentAtMs = Number(request.headers["webhook-timestamp"]) * 1000;
  expect(request.headers).toMatchObject(signedHeaders({ id, sentAtMs, body }, [SECRET]));
  const status = receiver.answer(events);
  if (status < 300) receiver.got.push({ headers: request.headers, events });
  response.writeHead(status).end();
});
await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`;
const sink = httpSink({ url, secret: SECRET });
afterAll(async () => {
  await sink.close();
  server.close();
});

beforeEach(async () => {
  receiver.answer = () => 204;
  await again(0);
  receiver.got = [];
});

/** Tells of changes of these meetings, in this order. */
async function tell(...keys: string[]) {
  for (const key of keys)
    await db.transaction((tx) =>
      write(tx, [{ type: "meeting.changed", key, data: { meetingId: key }, people: [] }]),
    );
  await putInOrder(db);
}
const came = () => receiver.got.flatMap((one) => one.events.map((event) => event.subject));
const cursor = async () => {
  const [row] = await db.select().from(outboxCursors).where(eq(outboxCursors.name, "http"));
  if (!row) throw new Error("no cursor");
  return row;
};
/** As after the time that it waits. */
const again = async (tries?: number) => {
  await db
    .update(outboxCursors)
    .set({ retryAt: null, ...(tries !== undefined && { tries }) })
    .where(eq(outboxCursors.name, "http"));
  await pump(db, sink);
};
const keys = (count: number) => Array.from({ length: count }, () => randomUUID());

it("A8 events come signed, in batches and in order", async () => {
  const [a = "", b = ""] = keys(2);
  await tell(a, b, a);
  await pump(db, sink);
  expect(receiver.got).toHaveLength(1);
  expect(receiver.got[0]?.headers["content-type"]).toBe("application/cloudevents-batch+json");
  expect(came()).toEqual([a, b, a]);
  await pump(db, sink);
  expect(receiver.got).toHaveLength(1);
});

it("A8 while nothing is taken nothing is lost, and what failed comes again, in order", async () => {
  const [a = "", b = ""] = keys(2);
  receiver.answer = () => 503;
  await tell(a, b);
  await pump(db, sink);
  expect((await cursor()).tries).toBe(1);
  // Not before its time.
  receiver.answer = () => 204;
  await pump(db, sink);
  expect(came()).toEqual([]);
  await again();
  expect(came()).toEqual([a, b]);
  expect((await cursor()).tries).toBe(0);
});

it("A8 an event that is refused for what it is, is put aside and logged, and the others come", async () => {
  const [a = "", bad = "", b = ""] = keys(3);
  receiver.answer = (events) => (events.some((one) => one.subject === bad) ? 422 : 204);
  await tell(a, bad, b);
  await pump(db, sink);
  expect(came()).toEqual([a, b]);
  const aside = await db.select().from(outboxRefused);
  expect(aside).toMatchObject([{ name: "http", reason: "HTTP 422", offset: (await cursor()).offset - 1 }]);
});

it("A8 a call whose event the receiver stumbles over stops the others for a while, not for ever", async () => {
  const [bad = "", b = ""] = keys(2);
  receiver.answer = (events) => (events.some((one) => one.subject === bad) ? 500 : 204);
  await tell(bad, bad, b);
  await pump(db, sink);
  await again();
  expect(came()).toEqual([]);
  await again(8);
  await again(8);
  expect(came().at(-1)).toBe(b);
  expect((await cursor()).tries).toBe(0);
  // Where nothing else is taken either, it waits.
  receiver.answer = () => 500;
  const { offset } = await cursor();
  await tell(bad, b);
  await pump(db, sink);
  await again(30);
  expect((await cursor()).offset).toBe(offset);
});

it("A8 a cursor that is set back gives everything again from there, also while something is on its way", async () => {
  const [a = "", b = ""] = keys(2);
  await tell(a);
  await pump(db, sink);
  const { offset } = await cursor();
  await tell(b);
  const setBack = () =>
    db
      .update(outboxCursors)
      .set({ offset: offset - 1 })
      .where(eq(outboxCursors.name, "http"));
  const { send } = sink;
  const slow = {
    ...sink,
    send: async (...parameters: Parameters<typeof send>) => {
      await setBack();
      return await send(...parameters);
    },
  };
  await pump(db, slow);
  await pump(db, sink);
  expect(came()).toEqual([a, b, a, b]);
});

it("A8 one process at a time delivers; another goes on when that one has let go or is gone", async () => {
  const other = randomUUID();
  await db
    .update(outboxCursors)
    .set({ heldBy: other, heldUntil: new Date(Date.now() + 60_000) })
    .where(eq(outboxCursors.name, "http"));
  const [a = ""] = keys(1);
  await tell(a);
  await pump(db, sink);
  await releaseCursor(db, "http");
  await pump(db, sink);
  expect(came()).toEqual([]);
  await db
    .update(outboxCursors)
    .set({ heldUntil: new Date(Date.now() - 1) })
    .where(eq(outboxCursors.name, "http"));
  await pump(db, sink);
  expect(came()).toEqual([a]);
});

it("A8 the command delivers again from an offset on, and nothing is left out by it", async () => {
  const url = process.env.DATABASE_URL ?? "";
  const [a = "", b = ""] = keys(2);
  await tell(a, b);
  await pump(db, sink);
  const { offset } = await cursor();
  const [kept, how] = await replay(url, { from: null, sink: null });
  expect(kept).toBe(`Events 1 to ${offset} are kept.`);
  expect(how).toMatch(new RegExp(`^http: delivered up to ${offset}(, would not take \\d+)?$`));
  await replay(url, parseArgs(["--from", String(offset), "--sink", "http"]));
  await pump(db, sink);
  expect(came()).toEqual([a, b, b]);
  await expect(replay(url, { from: offset + 2, sink: "http" })).rejects.toThrow("has come as far");
  await expect(replay(url, { from: offset, sink: "head" })).rejects.toThrow("has come as far");
  expect(() => parseArgs(["--from", "x", "--sink", "http"])).toThrow("is not an offset");
  expect(() => parseArgs(["--from", "1"])).toThrow("go together");
});
