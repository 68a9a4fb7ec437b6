import { TRPCClientError } from "@trpc/client";
import type { Problem } from "@/server/errors/contract";

/** What went wrong, as the screen tells it: a refusal of the server, or no answer at all. */
export type Trouble = Problem | { code: "offline" };

/** A refusal that this browser knows of without asking the server. */
export class Refusal extends Error {
  constructor(readonly problem: Problem) {
    super(problem.code);
  }
}

/** The refusal inside whatever was thrown by a call of the API. */
export function problemOf(error: unknown): Trouble {
  if (error instanceof Refusal) return error.problem;
  if (error instanceof TRPCClientError) {
    const problem: unknown = (error.data as { problem?: unknown } | null | undefined)?.problem;
    if (isProblem(problem)) return problem;
    if (error.data) return { code: "internal", errorId: "?" };
  }
  return { code: "offline" };
}

/** Whether a body from the server is a refusal. */
export function isProblem(value: unknown): value is Problem {
  return typeof value === "object" && value !== null && "code" in value && typeof value.code === "string";
}
