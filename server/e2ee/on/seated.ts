import type { CallEntered } from "../../calls";
import type { Admissions, KeyMember } from "../access";

/** The verb that seated it has proven it: the call is locked, and this device has just been admitted. */
export function seated(
  { callId, admissionId, actor }: Pick<CallEntered, "callId" | "admissionId" | "actor">,
  admissions: Admissions,
): KeyMember {
  return { callId, actor, own: admissions.get(admissionId), admissions } as KeyMember;
}
