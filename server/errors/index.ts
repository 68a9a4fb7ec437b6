import type { Problem } from "./contract";

/**
 * A refusal that a person can be told about. Verbs throw it; the tRPC and REST borders map it once.
 * Every capability adds its codes to the closed union `Problem`.
 */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  constructor(readonly problem: Problem) {
    super(problem.code);
  }
}

/** Throws a problem; typed `never` so that it ends a branch. */
export function refuse(problem: Problem): never {
  throw new ProblemError(problem);
}

/** The problem inside an unknown error, or null when it is not a refusal. */
export function problemOf(error: unknown): Problem | null {
  return error instanceof ProblemError ? error.problem : null;
}
