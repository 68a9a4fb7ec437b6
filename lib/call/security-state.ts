import type { CallSecurityState } from "@/lib/e2ee/session";
import type { LiveCall } from "@/server/live/contract";

/** How a call is protected, as far as this device knows; null until its keys are being made. */
export type CallSecurity = CallSecurityState | "unencrypted" | null;
export type SecuredMember = CallSecurityState["members"][number];

/** The one thing that the lock says: the worst that is true. */
export type LockState =
  | "unencrypted"
  | "different_lists"
  | "no_keys"
  | "changed"
  | "recorded"
  | "securing"
  | "unconfirmed"
  | "verified"
  | "secure";

const LOUD: ReadonlySet<LockState> = new Set([
  "unencrypted",
  "different_lists",
  "no_keys",
  "changed",
  "recorded",
]);
/** What is said in words and never fades. */
export const isLoud = (state: LockState): boolean => LOUD.has(state);

/** How a call is protected. What this device does itself counts more than what the server says of the call. */
export const securityOf = (
  own: CallSecurityState | null,
  call: Pick<LiveCall, "isEncrypted"> | null,
): CallSecurity => (!own && call?.isEncrypted === false ? "unencrypted" : own);

/** What the lock says of a call. */
export function lockOf(security: CallSecurity): LockState {
  if (security === "unencrypted") return "unencrypted";
  if (!security) return "securing";
  if (security.trouble) return security.trouble;
  const people = security.members.filter((one) => one.kind !== "recorder");
  if (people.some((one) => one.trust === "changed")) return "changed";
  if (people.length < security.members.length) return "recorded";
  if (security.phase === "securing") return "securing";
  if (people.some((one) => one.trust === "unconfirmed")) return "unconfirmed";
  return people.length > 0 && people.every((one) => one.trust === "verified") ? "verified" : "secure";
}

/** The members whom what the lock says is about; none where it is about all of them. */
export function membersBehind(state: LockState, security: CallSecurity): SecuredMember[] {
  if (!security || security === "unencrypted") return [];
  if (state === "changed" || state === "unconfirmed")
    return security.members.filter((one) => one.trust === state);
  return state === "no_keys" ? security.members.filter((one) => !one.isSecured) : [];
}

/** Whether what this member sends can be read. Who has not said who they are cannot. */
export const canRead = (security: CallSecurity, admissionId: string): boolean =>
  security === "unencrypted" ||
  Boolean(security?.members.some((one) => one.admissionId === admissionId && one.isSecured));
