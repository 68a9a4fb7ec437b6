import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { symbols } from "pino";
import { afterAll, expect, test } from "vitest";
import { users } from "../auth/schema";
import { handleRpc, problemResponse } from "../rpc";
import { makeContacts, sessionCookie, type TestPerson, testDatabase, testSfu, world } from "../testing";
import { appRouter } from "../trpc/router";
import { doing, log } from ".";

await testSfu();
const db = await testDatabase();

const lines: string[] = [];
log.level = "trace";
Object.assign(log, { [symbols.streamSym]: { write: (line: string) => lines.push(line) } });

// As `main.ts` hands a request to tRPC, each under an id of its own.
const server = createServer((incoming, response) =>
  doing({ requestId: randomUUID() }, async () => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const { method = "GET", headers } = incoming;
    const request = new Request(`http://localhost:3000${incoming.url}`, {
      method,
      headers: { "content-type": "application/json", cookie: headers.cookie ?? "", "x-peal": "1" },
      ...(method === "POST" && { body: Buffer.concat(chunks) }),
    });
    const answer = await handleRpc(request, appRouter);
    response.writeHead(answer.status).end(await answer.text());
  }),
);
await new Promise<void>((resume) => server.listen(0, "127.0.0.1", resume));
afterAll(() => server.close());
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/trpc/`;

async function ask(person: TestPerson, path: string, input: object) {
  const response = await fetch(url + path, {
    method: "POST",
    headers: { cookie: await sessionCookie(person.device) },
    body: JSON.stringify(input),
  });
  return await response.json();
}

test("A4 a call's lines carry the ids of the request and of the call, and nothing private", async () => {
  const { anastasia, bartholomew } = await world(db, "Anastasia", "Bartholomew");
  await makeContacts(db, anastasia, bartholomew);
  const topic = "about the secret surprise";
  const started = await ask(anastasia, "calls.start", {
    people: [bartholomew.id],
    media: "video",
    topic,
    idempotencyKey: randomUUID(),
  });
  const { callId, token } = started.result.data;
  const answered = await ask(bartholomew, "calls.answer", { callId });
  await ask(anastasia, "calls.leave", { callId });
  // What goes wrong is told too: a row that is there already, a value that is none, a query that fails.
  const { id: _, ...same } = anastasia;
  const again = db.insert(users).values({ ...same, passwordHash: "$argon2id$of-nobody" });
  for (const failing of [
    again,
    db.execute(sql`select ${bartholomew.handle}::uuid`),
    db.execute(sql`select ${bartholomew.email} from nothing`),
  ])
    await failing.then(() => expect.unreachable(), problemResponse);
  log.warn({ event: "odd", reason: `no mail to ${anastasia.email}: Bearer ${token}`, token, err: "x" });
  log.warn({ event: "odd", person: { name: anastasia.name, handle: anastasia.handle } });

  const told = lines.map((line) => JSON.parse(line));
  for (const event of ["call_started", "call_answered", "call_ended"]) {
    const line = told.find((one) => one.event === event);
    expect(line).toMatchObject({ callId, requestId: expect.stringMatching(/^[\da-f-]{36}$/) });
  }
  const requests = new Set(told.filter((one) => one.callId === callId).map((one) => one.requestId));
  expect(requests.size).toBe(3);
  expect(told.filter((one) => one.err?.message).length).toBe(3);
  expect(told.find((one) => one.err?.cause?.code === "23505")).toBeDefined();

  const all = lines.join("");
  const people = [anastasia, bartholomew].flatMap(({ name, handle, email, password }) => [
    name,
    handle,
    email,
    password,
  ]);
  const cookie = (await sessionCookie(anastasia.device)).split("=")[1] ?? "";
  const secrets = [token, answered.result.data.token, cookie, topic, "argon2id"];
  for (const secret of [...people, ...secrets]) {
    expect(secret.length).toBeGreaterThan(6);
    expect(all).not.toContain(secret);
  }
});
