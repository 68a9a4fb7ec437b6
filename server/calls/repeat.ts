import { and, eq, sql } from "drizzle-orm";
import type { UserActor } from "../auth";
import { epochMs, now } from "../clock";
import type { Transaction } from "../db";
import { refuse } from "../errors";
import { callParticipants, calls } from "./schema";

/** How long an idempotency key stands for its call, in ms. */
const KEY_MS = 5 * 60_000;

type Input = {
  people: string[];
  groupId?: string | undefined;
  media: string;
  isEncrypted?: boolean | undefined;
  idempotencyKey: string;
};

/**
 * The call that this key started before, or null. Refuses with `key_expired` after 5 minutes, and with `key_reused`
 * where the key comes with other people, another kind of call, or from another device.
 */
export async function repeatedCall(
  tx: Transaction,
  actor: UserActor,
  input: Input,
): Promise<{ callId: string; admissionId: string | null; isEncrypted: boolean } | null> {
  const rows = await tx
    .select({
      callId: calls.id,
      state: calls.state,
      media: calls.media,
      isEncrypted: calls.isEncrypted,
      groupId: calls.groupId,
      ageMs: epochMs(sql`${now} - ${calls.startedAt}`),
      userId: callParticipants.userId,
      admissionId: callParticipants.activeAdmissionId,
      deviceId: sql<
        string | null
      >`(select device_id from admissions where id = ${callParticipants.activeAdmissionId})`,
    })
    .from(calls)
    .innerJoin(callParticipants, eq(callParticipants.callId, calls.id))
    .where(and(eq(calls.startedBy, actor.userId), eq(calls.idempotencyKey, input.idempotencyKey)));
  const mine = rows.find((row) => row.userId === actor.userId);
  if (!mine) return null;
  if (mine.ageMs > KEY_MS) refuse({ code: "key_expired" });
  const before = rows.filter((row) => row !== mine).map((row) => row.userId);
  const isSame =
    mine.media === input.media &&
    mine.isEncrypted === (input.isEncrypted ?? true) &&
    mine.deviceId === actor.deviceId &&
    // People may have been added since; a group may have changed.
    (input.groupId ? mine.groupId === input.groupId : input.people.every((id) => before.includes(id)));
  if (!isSame) refuse({ code: "key_reused" });
  const { callId, isEncrypted } = mine;
  return { callId, isEncrypted, admissionId: mine.state === "ended" ? null : mine.admissionId };
}
