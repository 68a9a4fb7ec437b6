import { randomUUID } from "node:crypto";
import { TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { z } from "zod";
import { ProblemError, problemOf } from "../errors";
import type { Problem, ProblemCode } from "../errors/contract";
import { log } from "../telemetry";

const codes: Record<ProblemCode, TRPCError["code"]> = {
  bad_input: "BAD_REQUEST",
  not_signed_in: "UNAUTHORIZED",
  not_found: "NOT_FOUND",
  forbidden_origin: "FORBIDDEN",
  rate_limited: "TOO_MANY_REQUESTS",
  internal: "INTERNAL_SERVER_ERROR",
  wrong_credentials: "UNAUTHORIZED",
  wrong_password: "FORBIDDEN",
  common_password: "BAD_REQUEST",
  email_taken: "CONFLICT",
  handle_taken: "CONFLICT",
  account_suspended: "FORBIDDEN",
  sign_up_closed: "FORBIDDEN",
  sign_up_invited_only: "FORBIDDEN",
  last_admin: "CONFLICT",
  picture_unreadable: "UNPROCESSABLE_CONTENT",
  note_unreadable: "UNPROCESSABLE_CONTENT",
  missing_scope: "FORBIDDEN",
  too_many_tokens: "CONFLICT",
  method_not_allowed: "METHOD_NOT_SUPPORTED",
  person_not_found: "NOT_FOUND",
  is_yourself: "UNPROCESSABLE_CONTENT",
  you_blocked_them: "CONFLICT",
  too_many_groups: "CONFLICT",
  too_many_webhooks: "CONFLICT",
  too_many_invites: "CONFLICT",
  file_too_large: "PAYLOAD_TOO_LARGE",
  file_unreadable: "UNPROCESSABLE_CONTENT",
  too_many_cards: "UNPROCESSABLE_CONTENT",
  device_key_fixed: "CONFLICT",
  device_not_confirmed: "FORBIDDEN",
  confirmation_over: "CONFLICT",
  no_device_keys: "CONFLICT",
  number_changed: "CONFLICT",
  already_answered: "CONFLICT",
  call_over: "CONFLICT",
  not_ringing: "CONFLICT",
  on_another_call: "CONFLICT",
  on_another_device: "CONFLICT",
  not_on_call: "CONFLICT",
  group_empty: "CONFLICT",
  too_many_people: "UNPROCESSABLE_CONTENT",
  key_expired: "CONFLICT",
  key_reused: "CONFLICT",
  met_open_call: "CONFLICT",
  media_unavailable: "SERVICE_UNAVAILABLE",
  no_relay: "SERVICE_UNAVAILABLE",
  unknown_region: "BAD_REQUEST",
  cannot_encrypt: "CONFLICT",
  not_encrypted: "CONFLICT",
  already_moving: "CONFLICT",
  already_here: "CONFLICT",
  too_many_devices: "CONFLICT",
  link_expired: "NOT_FOUND",
  meeting_cancelled: "NOT_FOUND",
  meeting_changed: "CONFLICT",
  chat_full: "UNPROCESSABLE_CONTENT",
  too_many_options: "UNPROCESSABLE_CONTENT",
  pad_full: "UNPROCESSABLE_CONTENT",
  meeting_full: "CONFLICT",
  meeting_locked: "CONFLICT",
  meeting_password_needed: "UNAUTHORIZED",
  wrong_meeting_password: "UNAUTHORIZED",
  denied_by_host: "FORBIDDEN",
  removed_by_host: "FORBIDDEN",
  not_host: "FORBIDDEN",
  is_host: "FORBIDDEN",
  needs_account: "CONFLICT",
  forbidden_by_host: "FORBIDDEN",
  meeting_in_past: "UNPROCESSABLE_CONTENT",
};

// What tRPC itself refuses: addresses, methods, content types and bodies that nobody should send.
const ofTrpc: Partial<Record<TRPCError["code"], Problem>> = {
  NOT_FOUND: { code: "not_found" },
  PARSE_ERROR: { code: "bad_input" },
  BAD_REQUEST: { code: "bad_input" },
  METHOD_NOT_SUPPORTED: { code: "bad_input", reason: "method" },
  UNSUPPORTED_MEDIA_TYPE: { code: "bad_input", reason: "content_type" },
  PAYLOAD_TOO_LARGE: { code: "bad_input", reason: "too_large" },
};

function ofInput(error: z.core.$ZodError): Problem {
  const [issue] = error.issues;
  return { code: "bad_input", field: issue?.path.join(".") || undefined, reason: issue?.code };
}

/** The problem that an error is to the person; an unknown one is logged under an id and says nothing else. */
export function toProblem(error: unknown): Problem {
  const cause = error instanceof TRPCError ? (error.cause ?? error) : error;
  const known = problemOf(cause);
  if (known) return known;
  if (cause instanceof z.core.$ZodError) return ofInput(cause);
  const expected = error instanceof TRPCError && ofTrpc[error.code];
  if (expected) return expected;
  const errorId = randomUUID();
  log.error({ errorId, err: cause }, "unexpected error");
  return { code: "internal", errorId };
}

/** The same as an error of tRPC, whose code decides the HTTP status. */
export function toRpcError(problem: Problem): TRPCError {
  return new TRPCError({
    code: codes[problem.code],
    message: problem.code,
    cause: new ProblemError(problem),
  });
}

/** The HTTP status of a problem. */
export const statusOf = (problem: Problem): number => getHTTPStatusCodeFromError(toRpcError(problem));

/** The answer of a plain route that refuses: `{ problem }` with the status that tRPC would use. */
export function problemResponse(error: unknown): Response {
  const problem = toProblem(error);
  return Response.json({ problem }, { status: statusOf(problem), headers: { "cache-control": "no-store" } });
}
