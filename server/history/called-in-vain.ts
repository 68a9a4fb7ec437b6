import { and, eq, isNotNull, ne, sql } from "drizzle-orm";
import type { CallMember } from "../calls";
import { callParticipants } from "../calls/schema";
import { serverTime } from "../clock";
import type { Transaction } from "../db";
import { refuse } from "../errors";
import { NOTE_WINDOW_MS } from "./detail";

/** The other person of a call of two that the actor placed and nobody took, not long ago. Refuses with `not_found` for every other call. */
export async function calledInVain(tx: Transaction, { call, me }: CallMember) {
  const others = await tx
    .select({ userId: sql<string>`${callParticipants.userId}`, isSilenced: callParticipants.isSilenced })
    .from(callParticipants)
    .where(
      and(
        eq(callParticipants.callId, call.id),
        ne(callParticipants.id, me.id),
        isNotNull(callParticipants.userId),
      ),
    );
  const [callee] = others;
  const isVain = me.isCaller && call.state === "ended" && call.answeredAt === null && others.length === 1;
  if (!isVain || !callee || !call.endedAt) refuse({ code: "not_found" });
  if (call.endedAt.getTime() + NOTE_WINDOW_MS < (await serverTime(tx))) refuse({ code: "not_found" });
  return callee;
}
