import type { z } from "zod";
import type { UserActor } from "../auth";
import type { Database } from "../db";
import type { ProblemCode } from "../errors/contract";
import { createCallerFactory } from "../rpc";
import type { Scope } from "../tokens/contract";
import { appRouter } from "../trpc/router";

export const createCaller = createCallerFactory(appRouter);

export const tags = ["auth", "users", "devices", "contacts", "calls", "meetings", "media"] as const;

/** What an endpoint knows of a request besides its input. */
export type Asking = {
  db: Database;
  address: string;
  /** The same procedures that the browser uses, as whoever asks. */
  api: ReturnType<typeof createCaller>;
  /** An id that is the same for each repeat of a request with the same `Idempotency-Key`; a new one without it. */
  key: string;
};
/** The same for who has a token. */
export type Asked = Asking & { actor: UserActor };

type About = {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Below `/api/v1`; what stands in braces is named as in the input. */
  path: string;
  /** Name of the operation, the same for good. */
  id: string;
  tag: (typeof tags)[number];
  summary: string;
  description?: string;
  status: 200 | 201 | 204;
  /** What it refuses with, besides what every endpoint may. */
  problems: readonly ProblemCode[];
  takesKey?: boolean;
  /** The answer's names are those of another standard, and stay. */
  isVerbatim?: boolean;
};
type Shapes<Input, Output> = {
  /** Path, query and body in one. */
  input: z.ZodType<Input, Record<string, unknown>>;
  output: z.ZodType<unknown, Output> | null;
};

/** An endpoint of the API: what the document says of it, and what it does. */
export type Route = About & {
  /** Null: for everybody, without a token. */
  scope: Scope | null;
  input: z.ZodType;
  output: z.ZodType | null;
  run(asking: Asked, input: unknown): Promise<unknown>;
};

/** An endpoint for who has a token with this scope. */
export function route<Input, Output>(
  about: About & Shapes<Input, Output> & { scope: Scope; run(asked: Asked, input: Input): Promise<Output> },
): Route {
  return about;
}

/** An endpoint for everybody. */
export function openRoute<Input, Output>(
  about: About & Shapes<Input, Output> & { run(asking: Asking, input: Input): Promise<Output> },
): Route {
  return { ...about, scope: null };
}
