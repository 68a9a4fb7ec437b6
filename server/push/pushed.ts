import { and, eq, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { userDevices, users } from "../auth/schema";
import { callParticipants, callRings, calls } from "../calls/schema";
import { epochMs, now } from "../clock";
import type { Connection } from "../db";
import { pushedRings, pushSubscriptions } from "./schema";

const winner = alias(callRings, "winner");
const caller = alias(callParticipants, "caller");

/** A ring that is pushed, as it is now, with where to push it; null when either is gone. */
export async function findPushed(db: Connection, ringId: string) {
  const [row] = await db
    .select({
      deviceId: callRings.deviceId,
      endpoint: pushSubscriptions.endpoint,
      p256dh: pushSubscriptions.p256dh,
      auth: pushSubscriptions.auth,
      state: callRings.state,
      stopReason: callRings.stopReason,
      isAlerted: sql<boolean>`${callRings.alertedAt} is not null`,
      isSameRing: sql<boolean>`${callRings.startedAt} = ${pushedRings.ringStartedAt}`,
      ringMsLeft: epochMs(sql`${callParticipants.ringExpiresAt} - ${now}`),
      isQuiet: sql<boolean>`${callParticipants.isQuiet} or ${callParticipants.state} = 'waiting'`,
      nonce: pushedRings.nonce,
      wasTried: sql<boolean>`${pushedRings.triedAt} is not null`,
      wasTold: sql<boolean>`${pushedRings.toldAt} is not null`,
      winnerName: userDevices.name,
      call: {
        callId: calls.id,
        fromName: users.name,
        media: calls.media,
        topic: calls.topic,
        startedAt: epochMs(callRings.startedAt),
      },
    })
    .from(pushedRings)
    .innerJoin(callRings, eq(callRings.id, pushedRings.ringId))
    .innerJoin(pushSubscriptions, eq(pushSubscriptions.deviceId, callRings.deviceId))
    .innerJoin(callParticipants, eq(callParticipants.id, callRings.participantId))
    .innerJoin(calls, eq(calls.id, callRings.callId))
    .innerJoin(caller, and(eq(caller.callId, calls.id), eq(caller.isCaller, true)))
    // Who rang: whoever added this person to the call, else the caller; as the device shows it.
    .innerJoin(users, eq(users.id, sql`coalesce(${callParticipants.rungBy}, ${caller.userId})`))
    .leftJoin(winner, and(eq(winner.participantId, callRings.participantId), eq(winner.state, "answered")))
    .leftJoin(userDevices, eq(userDevices.id, winner.deviceId))
    .where(eq(pushedRings.ringId, ringId));
  return row ?? null;
}
export type Pushed = NonNullable<Awaited<ReturnType<typeof findPushed>>>;
