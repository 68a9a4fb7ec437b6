import type { UserActor } from "../auth";
import type { Database } from "../db";
import { pastMember } from "./access";
import type { RateInput } from "./contract";
import { callQuality } from "./schema";

/** What a person gives a call, from 1 to 5; the last one counts. Refuses with `not_found`, also whoever did not take part. */
export async function rateCall(db: Database, actor: UserActor, { callId, rating }: RateInput): Promise<void> {
  const { userId } = await pastMember(db, actor, callId);
  await db
    .insert(callQuality)
    .values({ callId, userId, rating })
    .onConflictDoUpdate({ target: [callQuality.callId, callQuality.userId], set: { rating } });
}
