import { randomUUID } from "node:crypto";
import type { Database } from "../db";
import { doorOf } from "../meetings/door.fixture";
import type { TestPerson } from "../testing";
import type { Scope } from "../tokens/contract";
import { handleRest } from ".";

const BASE = "http://localhost:3000/api/v1";

export type Said = {
  status: number;
  body: ReturnType<typeof JSON.parse>;
  headers: Headers;
};
type More = { headers?: Record<string, string>; raw?: string };

/** A program with this token, or without one. */
export class TestProgram {
  constructor(
    readonly token: string | null,
    private readonly address: string = randomUUID(),
  ) {}

  async ask(method: string, path: string, body?: unknown, { headers = {}, raw }: More = {}): Promise<Said> {
    const sent = raw ?? (body === undefined ? null : JSON.stringify(body));
    const request = new Request(`${BASE}${path}`, {
      method,
      headers: {
        "x-forwarded-for": this.address,
        ...(this.token && { authorization: `Bearer ${this.token}` }),
        ...(sent !== null && { "content-type": "application/json" }),
        ...headers,
      },
      body: sent,
    });
    const response = await handleRest(request);
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : null, headers: response.headers };
  }
}

export function programs(db: Database) {
  const { as } = doorOf(db);
  return {
    /** A program with a personal token of this person. */
    of: async (person: TestPerson, scopes: readonly Scope[]) => {
      const api = await as(person.device);
      const { secret } = await api.tokens.create({ name: "Program", scopes: [...scopes], days: 7 });
      return new TestProgram(secret);
    },
    nobody: () => new TestProgram(null),
  };
}
