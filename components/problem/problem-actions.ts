import type { Trouble } from "@/lib/api/problem-of";

/** The one thing a person can do about each problem. */
export type ProblemAction = "retry" | "sign_in" | "go_home" | "reload" | "correct";

/** Every code has its act; a code without one does not compile. */
export const problemActions: Record<Trouble["code"], ProblemAction> = {
  bad_input: "correct",
  not_signed_in: "sign_in",
  not_found: "go_home",
  forbidden_origin: "reload",
  rate_limited: "retry",
  internal: "retry",
  wrong_credentials: "correct",
  email_taken: "sign_in",
  handle_taken: "correct",
  picture_unreadable: "correct",
  note_unreadable: "retry",
  person_not_found: "correct",
  is_yourself: "go_home",
  you_blocked_them: "go_home",
  too_many_groups: "correct",
  too_many_invites: "correct",
  file_too_large: "correct",
  file_unreadable: "correct",
  too_many_cards: "correct",
  already_answered: "go_home",
  call_over: "go_home",
  not_ringing: "go_home",
  on_another_call: "go_home",
  on_another_device: "go_home",
  not_on_call: "go_home",
  group_empty: "correct",
  too_many_people: "correct",
  key_expired: "retry",
  key_reused: "retry",
  media_unavailable: "retry",
  cannot_encrypt: "go_home",
  offline: "retry",
};
