import { and, count, eq, ne } from "drizzle-orm";
import { arriveAt, mintUnseen, presentOn } from "../calls";
import { callParticipants, calls } from "../calls/schema";
import { config } from "../config";
import type { Connection, Database } from "../db";
import { limit } from "../limits";
import type { Meeting } from "./access";
import type { Arrival, ArriveInput } from "./contract";
import { arrive, callerOf, goesIn, type Visitor } from "./enter";
import type { Guest } from "./guests";
import { findStanding } from "./standing";

/**
 * Lets whoever could go in at once connect to a session that runs, while they look at themselves at its door: nobody sees them, and they may nothing.
 * Only where a session is encrypted, since the SFU would tell what is sent as data. Null where they would have to ask first, or nobody may
 * stand there; going in works all the same. Refuses with `not_found`, `meeting_cancelled`, `link_expired` or `rate_limited`.
 */
export async function standAtDoor(
  db: Database,
  visitor: Visitor,
  input: ArriveInput,
): Promise<Arrival | null> {
  const { meeting, guest } = await arrive(db, visitor, input.slug);
  const { actor, address } = visitor;
  const userId = actor.kind === "user" ? actor.userId : null;
  await limit(db, { key: `token:${userId ?? guest?.id ?? address}`, rate: config().PEAL_LIMIT_TOKEN });
  if (!input.canEncrypt || !(await isOpenTo(db, visitor, meeting, guest))) return null;
  const callId = await sessionWithRoom(db, meeting);
  const admissionId = callId && (await db.transaction((tx) => arriveAt(tx, callId)));
  if (!callId || !admissionId) return null;
  const [admission, present] = await Promise.all([
    mintUnseen({ db, userId }, { callId, admissionId, isEncrypted: true }, "none"),
    presentOn(db, callId),
  ]);
  const others = present.map((one) => ({ participantId: one.participantId, admissionId: one.admissionId }));
  return admission && { ...admission, others };
}

/** Whether they could go in without a word of anybody's. */
async function isOpenTo(
  db: Database,
  { actor }: Visitor,
  meeting: Meeting,
  guest: Guest | null,
): Promise<boolean> {
  const caller = callerOf(actor, guest);
  const standing = caller && (await db.transaction((tx) => findStanding(tx, meeting.id, caller)));
  if (standing?.state === "removed") return false;
  const isOpen = meeting.passwordHash === null && !meeting.settings.waitingRoom && meeting.lockedAt === null;
  return isOpen || (caller !== null && goesIn(meeting, caller, standing));
}

/** The encrypted session that runs, with somebody on it and with room for one more. */
async function sessionWithRoom(db: Connection, meeting: Meeting): Promise<string | null> {
  const [there] = await db
    .select({ callId: calls.id, people: count() })
    .from(calls)
    .innerJoin(callParticipants, eq(callParticipants.callId, calls.id))
    .where(
      and(
        eq(calls.meetingId, meeting.id),
        ne(calls.state, "ended"),
        eq(calls.isEncrypted, true),
        eq(callParticipants.state, "connected"),
      ),
    )
    .groupBy(calls.id);
  return there && there.people < meeting.mostPeople ? there.callId : null;
}
