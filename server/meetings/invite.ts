import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import type { UserActor } from "../auth";
import { now } from "../clock";
import { config } from "../config";
import type { Transaction } from "../db";
import { limit } from "../limits";
import { queueLetters } from "./letters";
import { meetingInvitees, meetings } from "./schema";

/** Invites people to a meeting by e-mail; who is invited already hears nothing. Refuses with `rate_limited`. */
export async function inviteByMail(
  tx: Transaction,
  actor: UserActor,
  meetingId: string,
  emails: string[],
): Promise<void> {
  const wanted = [...new Set(emails)];
  if (wanted.length === 0) return;
  const added = await tx
    .insert(meetingInvitees)
    .values(wanted.map((email) => ({ meetingId, email })))
    .onConflictDoUpdate({
      target: [meetingInvitees.meetingId, meetingInvitees.email],
      set: { removedAt: null, response: null, respondedAt: null, mailedSequence: null },
      setWhere: sql`${meetingInvitees.removedAt} is not null`,
    })
    .returning({ id: meetingInvitees.id });
  await mailTo(tx, actor, "request", added);
}

/** Sends those who are invited what has changed of the whole. Refuses with `rate_limited`. */
export async function tellInvitees(
  tx: Transaction,
  actor: UserActor,
  meetingId: string,
  what: "request" | "cancel",
): Promise<void> {
  if (what === "request")
    await tx.update(meetings).set({ seriesSequence: meetings.sequence }).where(eq(meetings.id, meetingId));
  await mailTo(tx, actor, what, await inviteesOf(tx, meetingId));
}

/** Sends them what has changed of single occurrences. Refuses with `rate_limited`. */
export async function tellOfOccurrences(tx: Transaction, actor: UserActor, meetingId: string): Promise<void> {
  await mailTo(tx, actor, "request", await inviteesOf(tx, meetingId));
}

/** Makes these the invited ones: who is missing is told that it is cancelled for them, who is new is invited. */
export async function setInvitees(
  tx: Transaction,
  actor: UserActor,
  meetingId: string,
  emails: string[],
): Promise<void> {
  const invited = await inviteesOf(tx, meetingId);
  const gone = invited.filter(({ email }) => !emails.includes(email));
  if (gone.length > 0) {
    const ids = gone.map(({ id }) => id);
    await tx.update(meetingInvitees).set({ removedAt: now }).where(inArray(meetingInvitees.id, ids));
    await mailTo(tx, actor, "cancel", gone);
  }
  await inviteByMail(tx, actor, meetingId, emails);
}

const inviteesOf = (tx: Transaction, meetingId: string) =>
  tx
    .select({ id: meetingInvitees.id, email: meetingInvitees.email })
    .from(meetingInvitees)
    .where(and(eq(meetingInvitees.meetingId, meetingId), isNull(meetingInvitees.removedAt)));

async function mailTo(
  tx: Transaction,
  actor: UserActor,
  what: "request" | "cancel",
  invitees: { id: string }[],
): Promise<void> {
  if (invitees.length === 0) return;
  const rate = config().PEAL_LIMIT_INVITE_MAIL;
  await limit(tx, { key: `invite-mail:${actor.userId}`, rate, uses: invitees.length });
  await queueLetters(
    tx,
    what,
    invitees.map(({ id }) => id),
  );
}
