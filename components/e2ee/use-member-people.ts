"use client";
import { useCallback } from "react";
import type { SecuredMember } from "@/lib/call/security-state";
import type { Person } from "@/server/auth/contract";
import type { LiveCall } from "@/server/live/contract";

/** Who a member of the call is to people: as the tiles show them, by their admission. */
export function useMemberPeople(call: LiveCall): (member: SecuredMember) => Person {
  return useCallback(
    ({ admissionId, userId, name }) =>
      call.participants.find((one) => one.admissionId === admissionId)?.person ?? {
        id: userId ?? admissionId,
        handle: "",
        name,
        pictureUrl: null,
      },
    [call],
  );
}
