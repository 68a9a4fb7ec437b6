import { config } from "../config";
import type { Problem } from "../errors/contract";
import { statusOf } from "../rpc";
import { renamed, toSnake } from "./names";

/** Where a problem is described for people. */
export const problemType = (code: string): string => new URL(`/developers#${code}`, config().PEAL_URL).href;

/** A problem's name for people: it is the same for every occurrence. */
export const titleOf = (code: string): string => {
  const words = code.replaceAll("_", " ");
  return words[0]?.toUpperCase() + words.slice(1);
};

/** RFC 6750: how to be known, and what was wrong with the token. */
function challenge(problem: Problem, hadToken: boolean): string | null {
  if (problem.code === "missing_scope") return `Bearer error="insufficient_scope", scope="${problem.scope}"`;
  if (statusOf(problem) !== 401) return null;
  return problem.code === "not_signed_in" && hadToken ? 'Bearer error="invalid_token"' : "Bearer";
}

/** A refusal as RFC 9457 has it: the problem's own data stand beside `type`, `title`, `status` and `code`. */
export function problemDocument(problem: Problem, { hadToken = false, allow = "" } = {}): Response {
  const status = statusOf(problem);
  const headers = new Headers({ "content-type": "application/problem+json", "cache-control": "no-store" });
  if (problem.code === "rate_limited")
    headers.set("retry-after", String(Math.ceil(problem.retryAfterMs / 1000)));
  const asked = challenge(problem, hadToken);
  if (asked) headers.set("www-authenticate", asked);
  if (allow) headers.set("allow", allow);
  const data = renamed(problem, toSnake) as Record<string, unknown>;
  if (problem.code === "bad_input" && problem.field) data.field = toSnake(problem.field);
  const { code } = problem;
  const body = { type: problemType(code), title: titleOf(code), status, ...data };
  return new Response(JSON.stringify(body), { status, headers });
}
