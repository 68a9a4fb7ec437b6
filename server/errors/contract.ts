/**
 * Every refusal the server can answer with, as one closed union. The words for each code live in
 * `components/problem`; data carries what those words need. "Unknown" and "not allowed" are one code.
 */
export type Problem =
  | { code: "bad_input"; field?: string; reason?: string }
  | { code: "not_signed_in" }
  | { code: "not_found" }
  | { code: "forbidden_origin" }
  | { code: "rate_limited"; retryAfterMs: number }
  | { code: "internal"; errorId: string }
  // auth
  | { code: "wrong_credentials" }
  | { code: "wrong_password" }
  | { code: "common_password" }
  | { code: "email_taken" }
  | { code: "handle_taken" }
  | { code: "picture_unreadable" }
  | { code: "account_suspended" }
  | { code: "sign_up_closed" }
  | { code: "sign_up_invited_only" }
  | { code: "last_admin" }
  // tokens
  | { code: "missing_scope"; scope: string }
  | { code: "too_many_tokens"; most: number }
  // rest
  | { code: "method_not_allowed" }
  // contacts
  | { code: "person_not_found" }
  | { code: "is_yourself" }
  | { code: "you_blocked_them" }
  | { code: "too_many_groups"; most: number }
  | { code: "too_many_invites"; most: number }
  | { code: "file_too_large"; mostMegabytes: number }
  | { code: "file_unreadable" }
  | { code: "too_many_cards"; most: number }
  // history
  | { code: "note_unreadable" }
  // identity
  | { code: "device_key_fixed" }
  | { code: "device_not_confirmed" }
  | { code: "confirmation_over" }
  | { code: "no_device_keys" }
  | { code: "number_changed" }
  // calls
  | { code: "already_answered"; deviceName: string }
  | { code: "call_over"; reason: string }
  | { code: "not_ringing" }
  | { code: "on_another_call" }
  | { code: "on_another_device" }
  | { code: "not_on_call" }
  | { code: "group_empty" }
  | { code: "too_many_people"; most: number }
  | { code: "key_expired" }
  | { code: "key_reused" }
  | { code: "met_open_call" }
  | { code: "media_unavailable" }
  | { code: "no_relay" }
  | { code: "unknown_region" }
  | { code: "cannot_encrypt" }
  | { code: "not_encrypted" }
  // handoff
  | { code: "already_moving"; deviceName: string }
  | { code: "already_here" }
  | { code: "too_many_devices"; most: number }
  // chat
  | { code: "chat_full"; most: number }
  | { code: "too_many_options"; most: number }
  | { code: "pad_full"; most: number }
  // webhooks
  | { code: "too_many_webhooks"; most: number }
  // meetings
  | { code: "link_expired" }
  | { code: "meeting_cancelled" }
  | { code: "meeting_changed" }
  | { code: "meeting_full"; most: number }
  | { code: "meeting_locked" }
  | { code: "meeting_password_needed" }
  | { code: "wrong_meeting_password" }
  | { code: "denied_by_host" }
  | { code: "removed_by_host" }
  | { code: "not_host" }
  | { code: "is_host" }
  | { code: "needs_account" }
  | { code: "forbidden_by_host" }
  | { code: "meeting_in_past" };

export type ProblemCode = Problem["code"];
