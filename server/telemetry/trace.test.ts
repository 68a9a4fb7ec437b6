import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { followRoom } from "../calls";
import { handleRpc } from "../rpc";
import { makeContacts, sessionCookie, type TestPerson, testDatabase, testSfu, world } from "../testing";
import { appRouter } from "../trpc/router";
import { doing, flushSpans } from ".";

type Sent = {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: { key: string; value: Record<string, unknown> }[];
  status: { code?: number };
};

// A collector as OTLP/HTTP has it: JSON by POST to /v1/traces.
const spans: Sent[] = [];
const bodies: string[] = [];
let authorization: string | undefined;
const collector = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  const isRight =
    request.method === "POST" &&
    request.url === "/v1/traces" &&
    request.headers["content-type"] === "application/json";
  if (isRight) {
    bodies.push(text);
    authorization = request.headers.authorization;
    for (const { scopeSpans } of JSON.parse(text).resourceSpans)
      for (const scope of scopeSpans) spans.push(...scope.spans);
  }
  response.writeHead(isRight ? 200 : 400, { "content-type": "application/json" }).end("{}");
});
await new Promise<void>((resume) => collector.listen(0, "127.0.0.1", resume));
afterAll(() => collector.close());
Object.assign(process.env, {
  OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(collector.address() as AddressInfo).port}`,
  OTEL_EXPORTER_OTLP_HEADERS: "authorization=Bearer%20of-the-collector",
});
await testSfu();
const db = await testDatabase();

/** A traceparent as the browser makes it with a press. */
function press() {
  const [traceId, spanId] = [randomUUID().replaceAll("-", ""), randomUUID().replaceAll("-", "").slice(16)];
  return { traceId, spanId, traceparent: `00-${traceId}-${spanId}-01` };
}

async function ask(person: TestPerson, path: string, input: object, traceparent?: string) {
  const request = new Request(`http://localhost:3000/api/trpc/${path}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      cookie: await sessionCookie(person.device),
      "x-peal": "1",
      ...(traceparent && { traceparent }),
    },
    body: JSON.stringify(input),
  });
  // As `main.ts` hands it over.
  const answer = await doing({ requestId: randomUUID() }, () => handleRpc(request, appRouter));
  return await answer.json();
}

/** The spans of a trace as they hang on each other: each name below that of its parent. */
async function treeOf({ traceId, spanId }: { traceId: string; spanId: string }) {
  await flushSpans();
  const mine = spans.filter((one) => one.traceId === traceId);
  const nameOf = (id: string | undefined) =>
    id === spanId ? "press" : mine.find((one) => one.spanId === id)?.name;
  return { mine, names: mine.map((one) => `${nameOf(one.parentSpanId) ?? ""} > ${one.name}`).toSorted() };
}

test("A4 a trace goes from the press in the browser to the first picture, and says nothing private", async () => {
  const { anastasia, bartholomew } = await world(db, "Anastasia", "Bartholomew");
  await makeContacts(db, anastasia, bartholomew);
  const starting = press();
  const started = await ask(
    anastasia,
    "calls.start",
    { people: [bartholomew.id], media: "video", topic: "the secret", idempotencyKey: randomUUID() },
    starting.traceparent,
  );
  const { callId, token } = started.result.data;
  expect((await treeOf(starting)).names).toEqual([
    "calls.start > sfu create room",
    "calls.start > transaction",
    "press > calls.start",
    "transaction > notify",
  ]);

  const answering = press();
  const answered = await ask(bartholomew, "calls.answer", { callId }, answering.traceparent);
  const { admissionId } = answered.result.data;
  await followRoom(db, { kind: "joined", callId, admissionId });
  const arrival = {
    callId,
    admissionId,
    pressed: "answer",
    agoMs: 3_000,
    repliedMs: 40,
    connectedMs: 90,
    mediaMs: 260,
    traceparent: answering.traceparent,
  };
  expect(await ask(bartholomew, "quality.arrived", arrival)).toMatchObject({ result: {} });
  const { mine, names } = await treeOf(answering);
  expect(names).toEqual([
    " > press answer",
    "calls.answer > sfu create room",
    "calls.answer > transaction",
    "press > browser connection",
    "press > browser first picture",
    "press > browser request",
    "press > calls.answer",
    "transaction > notify",
  ]);
  const root = mine.find((one) => one.name === "press answer");
  expect(root).toMatchObject({ spanId: answering.spanId, kind: 3 });
  expect(Number(BigInt(root?.endTimeUnixNano ?? 0) - BigInt(root?.startTimeUnixNano ?? 0)) / 1e6).toBe(260);
  for (const one of mine) {
    expect(BigInt(one.endTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(one.startTimeUnixNano));
    for (const { key } of one.attributes) expect(key).toMatch(/^peal\.(call_id|request_id|call_type)$/);
    expect(one.attributes).toContainEqual({ key: "peal.call_id", value: { stringValue: callId } });
  }
  expect(authorization).toBe("Bearer of-the-collector");
  const all = bodies.join("");
  const people = [anastasia, bartholomew].flatMap(({ id, name, handle, email }) => [id, name, handle, email]);
  for (const secret of [...people, token, "the secret"]) expect(all).not.toContain(secret);
});

test("A4 a refusal is a failed span; without a press, or one that is not to be recorded, there is none", async () => {
  const { ana } = await world(db, "Ana");
  const joining = press();
  await ask(ana, "calls.join", { callId: randomUUID() }, joining.traceparent);
  const { mine } = await treeOf(joining);
  expect(mine.find((one) => one.name === "calls.join")?.status).toEqual({ code: 2 });
  const before = spans.length;
  for (const traceparent of [undefined, `${joining.traceparent.slice(0, -1)}0`, "nonsense"])
    await ask(ana, "calls.join", { callId: randomUUID() }, traceparent);
  await flushSpans();
  expect(spans.length).toBe(before);
});

test("A4 how somebody came in is taken of one's own device alone, and within reason", async () => {
  const { ana, bo } = await world(db, "Ana", "Bo");
  await makeContacts(db, ana, bo);
  const started = await ask(ana, "calls.start", {
    people: [bo.id],
    media: "audio",
    idempotencyKey: randomUUID(),
  });
  const { callId, admissionId } = started.result.data;
  await followRoom(db, { kind: "joined", callId, admissionId });
  const { traceparent, ...of } = press();
  const arrival = {
    callId,
    admissionId,
    pressed: "join",
    agoMs: 1,
    repliedMs: 1,
    connectedMs: 1,
    mediaMs: 1,
  };
  const codeOf = async (who: TestPerson, more: object) =>
    (await ask(who, "quality.arrived", { ...arrival, traceparent, ...more })).error?.data.problem.code;
  expect(await codeOf(bo, {})).toBe("not_found");
  expect(await codeOf(ana, { mediaMs: 60_001 })).toBe("bad_input");
  expect(await codeOf(ana, { traceparent: "01-a" })).toBe("bad_input");
  expect((await treeOf(of)).mine).toEqual([]);
  expect(await codeOf(ana, {})).toBe(undefined);
  expect((await treeOf(of)).mine).toHaveLength(4);
});
