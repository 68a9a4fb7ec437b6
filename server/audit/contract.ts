/** What the audit log tells of: every act that decides who may do what here. */
export const auditActs = [
  "account_made",
  "account_exported",
  "account_ended",
  "signed_in",
  "sign_in_refused",
  "signed_out",
  "device_signed_out",
  "signed_out_elsewhere",
  "password_changed",
  "device_confirmed",
  "root_reset",
  "token_made",
  "token_revoked",
  "webhook_made",
  "webhook_changed",
  "webhook_removed",
  "webhook_secret_changed",
  "person_suspended",
  "suspension_lifted",
  "admin_made",
  "admin_taken",
  "call_ended",
  "sign_up_changed",
  "report_settled",
  "audit_exported",
] as const;
export type AuditAct = (typeof auditActs)[number];

/** What is told of an act besides: names of things, never a secret. */
export type AuditDetails = Record<string, string | number | boolean>;
