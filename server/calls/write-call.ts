import { randomUUID } from "node:crypto";
import type { UserActor } from "../auth";
import { emit, notify } from "../bus";
import { now } from "../clock";
import type { Transaction } from "../db";
import { firstAdmission } from "./admit";
import type { Engagement } from "./busy";
import type { StartInput } from "./contract";
import { endCall } from "./end";
import { knockInstead } from "./knock";
import { newParts } from "./parts";
import { ringDevices } from "./ring-devices";
import type { RingRule } from "./ring-rules";
import { admissions, callParticipants, calls } from "./schema";
import { tellParts } from "./tell-parts";

/** Writes a call that rings the people of these rules, with the caller on it. Without an admission it is over: everybody was busy. */
export async function writeCall(
  tx: Transaction,
  actor: UserActor,
  input: StartInput,
  rules: RingRule[],
  taken: Map<string, Engagement>,
): Promise<{ callId: string; admissionId: string | null; isEncrypted: boolean }> {
  const [callId, participantId, admissionId] = [randomUUID(), randomUUID(), randomUUID()];
  const callees = newParts(callId, actor.userId, rules, taken);
  const caller = {
    id: participantId,
    callId,
    userId: actor.userId,
    isCaller: true,
    state: "connected" as const,
    activeAdmissionId: admissionId,
    connectedAt: now,
  };
  const { media, groupId, topic, isEncrypted = true, idempotencyKey } = input;
  await tx.insert(calls).values({
    id: callId,
    startedBy: actor.userId,
    media,
    isEncrypted,
    idempotencyKey,
    groupId: groupId ?? null,
    topic: topic || null,
  });
  await tx.insert(callParticipants).values([caller, ...callees]);
  const heard = rules.filter((rule) => !rule.isSilenced).map((rule) => rule.personId);
  const people = [{ personId: actor.userId, isSilenced: false }, ...rules].map(
    ({ personId, isSilenced }) => ({
      userId: personId,
      isSilenced,
    }),
  );
  await Promise.all([
    emit(tx, "calls.started", { callId, meetingId: null, media, startedBy: actor.userId, people }),
    tx.insert(admissions).values(firstAdmission({ id: admissionId, callId, participantId, actor })),
    ringDevices(tx, callId),
    knockInstead(tx, actor.userId, callId),
    notify(tx, [actor.userId, ...heard]),
  ]);
  if (callees.some((callee) => callee.state !== "busy")) {
    if (callees.some((callee) => callee.state === "busy")) await tellParts(tx, callId, "busy");
    return { callId, admissionId, isEncrypted };
  }
  await endCall(tx, callId, "busy");
  return { callId, admissionId: null, isEncrypted };
}
