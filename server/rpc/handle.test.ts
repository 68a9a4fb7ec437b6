import { describe, expect, test } from "vitest";
import { z } from "zod";
import { refuse } from "../errors";
import { testDatabase } from "../testing";
import { handleRpc, publicProcedure, router } from ".";

await testDatabase();

const small = router({
  hello: publicProcedure.query(() => "hello"),
  name: publicProcedure.input(z.object({ name: z.string().max(5) })).mutation(({ input }) => input.name),
  refused: publicProcedure.query(() => refuse({ code: "rate_limited", retryAfterMs: 7 })),
  broken: publicProcedure.query(() => {
    throw new Error("password of the database is 1234");
  }),
});

type Init = { method?: string; headers?: Record<string, string>; body?: string };
const own = { "x-peal": "1", origin: "http://localhost:3000", "content-type": "application/json" };

async function ask(path: string, init: Init = {}) {
  const request = new Request(`http://localhost:3000/api/trpc/${path}`, { headers: own, ...init });
  const response = await handleRpc(request, small);
  const body = await response.json();
  return { status: response.status, body, problem: body.error?.data.problem };
}

const post = (headers: Record<string, string>, body = '{"name":"Ana"}') =>
  ask("name", { method: "POST", headers, body });

describe("F34 what another site sends is refused with 403 and never runs", () => {
  const forms = {
    "a form": { "content-type": "application/x-www-form-urlencoded", origin: "https://elsewhere.test" },
    "a form without an origin": { "content-type": "text/plain" },
    "a fetch from elsewhere": { ...own, origin: "https://elsewhere.test" },
    "a fetch from a sandbox": { ...own, origin: "null" },
    "a fetch without the header": { origin: own.origin, "content-type": "application/json" },
    "a fetch from a sibling host": { "x-peal": "1", "sec-fetch-site": "same-site" },
    "another port": { ...own, origin: "http://localhost:3001" },
  };
  for (const [name, headers] of Object.entries(forms)) {
    test(name, async () => {
      expect(await post(headers)).toMatchObject({ status: 403, problem: { code: "forbidden_origin" } });
    });
  }

  test("a query from elsewhere too", async () => {
    expect(await ask("hello", { headers: {} })).toMatchObject({ status: 403 });
  });
});

describe("what Peal itself sends", () => {
  test("mutations with its origin, and queries without one, pass", async () => {
    expect(await post(own)).toMatchObject({ status: 200, body: { result: { data: "Ana" } } });
    const headers = { "x-peal": "1", "sec-fetch-site": "same-origin" };
    expect(await ask("hello", { headers })).toMatchObject({ status: 200 });
  });
});

describe("bad input", () => {
  test("a wrong field is named", async () => {
    expect(await post(own, '{"name":"Anastasia"}')).toMatchObject({
      status: 400,
      problem: { code: "bad_input", field: "name", reason: "too_big" },
    });
  });

  test("what is no JSON, no procedure or no method of it is refused", async () => {
    expect(await post(own, "{")).toMatchObject({ status: 400, problem: { code: "bad_input" } });
    expect(await ask("nothing")).toMatchObject({ status: 404, problem: { code: "not_found" } });
    expect(await ask("name")).toMatchObject({ problem: { code: "bad_input" } });
  });

  test("a body over 64 KB is refused before it is parsed", async () => {
    const body = JSON.stringify({ name: "x".repeat(70_000) });
    expect(await post(own, body)).toMatchObject({ status: 400, problem: { reason: "too_large" } });
  });

  test("ten calls in a batch pass, eleven are refused", async () => {
    const batch = (count: number) => ask(`${Array(count).fill("hello").join(",")}?batch=1&input={}`);
    expect((await batch(10)).body).toHaveLength(10);
    expect((await batch(11)).status).toBe(400);
  });
});

describe("errors", () => {
  test("a refusal keeps its data", async () => {
    expect(await ask("refused")).toMatchObject({
      status: 429,
      problem: { code: "rate_limited", retryAfterMs: 7 },
    });
  });

  test("an unexpected error gets an id and tells nothing", async () => {
    const { status, body, problem } = await ask("broken");
    expect(status).toBe(500);
    expect(problem).toEqual({ code: "internal", errorId: expect.stringMatching(/^[\da-f-]{36}$/) });
    expect(JSON.stringify(body)).not.toContain("1234");
  });
});
