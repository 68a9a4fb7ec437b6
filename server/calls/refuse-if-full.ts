import { and, eq, inArray } from "drizzle-orm";
import type { Transaction } from "../db";
import { refuse } from "../errors";
import { MOST_PEOPLE } from "./contract";
import { callParticipants } from "./schema";
import { personIdOf } from "./whose";

/** Refuses with `too_many_people` where those who are on the call or ring, and those who are about to, are more than a call holds. */
export async function refuseIfFull(tx: Transaction, callId: string, coming: string[]): Promise<void> {
  const there = await tx
    .select({ userId: personIdOf(callParticipants) })
    .from(callParticipants)
    .where(
      and(
        eq(callParticipants.callId, callId),
        inArray(callParticipants.state, ["ringing", "waiting", "connected"]),
      ),
    );
  const everyone = new Set([...coming, ...there.map((row) => row.userId)]);
  if (everyone.size > MOST_PEOPLE) refuse({ code: "too_many_people", most: MOST_PEOPLE });
}
