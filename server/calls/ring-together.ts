import { randomUUID } from "node:crypto";
import { emit, notify } from "../bus";
import type { Transaction } from "../db";
import { addJob } from "../jobs";
import { engagements } from "./busy";
import type { MediaKind } from "./contract";
import { lockPeople } from "./lock-people";
import { newParts } from "./parts";
import { ringDevices } from "./ring-devices";
import { ringRules } from "./ring-rules";
import { callParticipants, calls } from "./schema";

type Pair = { callerId: string; calleeId: string; media: MediaKind };

/**
 * Rings two people at once, with nobody on the call yet: a callback. It counts as the caller's call. Nothing is written unless both
 * are free (`busy`) and the caller may ring the callee (`not_allowed`).
 */
export async function ringTogether(
  tx: Transaction,
  { callerId, calleeId, media }: Pair,
): Promise<"rung" | "busy" | "not_allowed"> {
  const both = [callerId, calleeId];
  await lockPeople(tx, both);
  const [[callee], [caller], taken] = await Promise.all([
    ringRules(tx, callerId, [calleeId]),
    ringRules(tx, calleeId, [callerId]),
    engagements(tx, both),
  ]);
  if (!callee || !caller) return "not_allowed";
  if ([callee, caller].some((rule) => rule.refusal || rule.isSilenced)) return "not_allowed";
  if ([...taken.values()].some(({ seats, rings }) => seats + rings > 0)) return "busy";

  const callId = randomUUID();
  await tx.insert(calls).values({ id: callId, startedBy: callerId, media, idempotencyKey: randomUUID() });
  const [calledBack] = newParts(callId, callerId, [callee], taken);
  const [calling] = newParts(callId, calleeId, [caller], taken);
  if (!calledBack || !calling) return "not_allowed";
  await tx.insert(callParticipants).values([{ ...calling, isCaller: true }, calledBack]);
  const people = both.map((userId) => ({ userId, isSilenced: false }));
  await emit(tx, "calls.started", { callId, meetingId: null, media, startedBy: callerId, people });
  await ringDevices(tx, callId);
  await addJob(tx, "calls.open_room", { callId }, { key: `open:${callId}` });
  await notify(tx, both);
  return "rung";
}
