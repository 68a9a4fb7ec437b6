import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { auditLog } from "../../../../server/audit/schema";
import { users } from "../../../../server/auth/schema";
import { sessionCookie, type TestPerson, testDatabase, world } from "../../../../server/testing";
import { POST } from "./route";

const db = await testDatabase();
const own = { "x-peal": "1", origin: "http://localhost:3000", "x-forwarded-for": "192.0.2.3" };

async function ask(person: TestPerson | null, body: object, headers: Record<string, string> = own) {
  const cookie = person ? await sessionCookie(person.device) : "";
  const request = new Request("http://localhost:3000/api/admin/audit", {
    method: "POST",
    headers: { ...headers, cookie },
    body: JSON.stringify(body),
  });
  const answer = await POST(request);
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
}

test("P5 the log is for admins alone, who get all of it piece by piece, and are in it with their address", async () => {
  const { ana, bo } = await world(db, "Ana", "Bo");
  await db.update(users).set({ isAdmin: true }).where(eq(users.id, ana.id));
  const line = { act: "signed_in" as const, actorUserId: bo.id };
  await db.insert(auditLog).values(Array.from({ length: 1_100 }, () => line));
  const csv = { format: "csv" };
  expect(await ask(null, csv)).toMatchObject({ status: 401 });
  expect(await ask(bo, csv)).toMatchObject({ status: 404 });
  expect(await ask(ana, csv, { "x-peal": "1", origin: "https://elsewhere.test" })).toMatchObject({
    status: 403,
  });
  expect(await ask(ana, { format: "html" })).toMatchObject({ status: 400 });

  const taken = await ask(ana, { ...csv, act: "signed_in" });
  expect(taken.headers.get("content-disposition")).toBe('attachment; filename="peal-audit.csv"');
  // The head, the lines, and the end of the last of them.
  expect(taken.text.split("\r\n")).toHaveLength(1_102);
  const { text } = await ask(ana, { format: "jsonl", act: "audit_exported" });
  const lines = text.trim().split("\n");
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { act: "audit_exported", by: { id: ana.id }, address: "192.0.2.3", details: { format: "jsonl" } },
    { act: "audit_exported", details: { format: "csv" } },
  ]);
});
