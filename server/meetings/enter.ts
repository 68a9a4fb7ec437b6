import { and, eq } from "drizzle-orm";
import { type Actor, type CallActor, type GuestClaims, guestClaims, guestCookie, onCalls } from "../auth";
import { enterSession, findSession, lockPeople, mintAdmission, ownerOf, personIdOf, unveil } from "../calls";
import { callParticipants } from "../calls/schema";
import { now, serverTime } from "../clock";
import { config } from "../config";
import type { Connection, Database, Transaction } from "../db";
import { refuse } from "../errors";
import { giveBack, limit } from "../limits";
import { without } from "../media";
import { span } from "../telemetry";
import { findBySlug, lockMeeting, type Meeting, refuseUnlessOpen } from "./access";
import { EARLY_MS, type Entered, meetingSettings } from "./contract";
import type { EnterInput } from "./enter-input";
import { followRights } from "./follow-rights";
import { type Guest, findGuest, guestOf } from "./guests";
import { presentIn } from "./in-session";
import { isInvited } from "./invited";
import { knock } from "./knock";
import { tellVersions } from "./news";
import { occurrences } from "./occurrences";
import { refuseUnlessPassword } from "./password";
import { record } from "./record";
import { meetingParticipants, meetings } from "./schema";
import { resetSession } from "./session-over";
import { findStanding, hostIdsOf, type Standing } from "./standing";
import { scheduleOf } from "./times";
import { notify } from "../bus";

/** Who stands at the door: what the request says of them, and where it came from. */
export type Visitor = {
  actor: Actor;
  cookie: string | null;
  address: string;
  /** On a page inside another site's. */
  isEmbedded?: boolean;
};
/** The answer, and the cookie that makes a browser a guest, where it was none. */
export type EnteredBy = { entered: Entered; cookie: string | null };

type Outcome = {
  who: CallActor;
  place: Awaited<ReturnType<typeof enterSession>> | null;
  claims: GuestClaims | null;
  isMuted?: boolean;
};

/**
 * Goes into a meeting by its address, or knocks where one has to be let in. Hosts go in; so does everybody else who was let in, or where the
 * meeting has no waiting room, or who is invited by name and it runs already. Whoever comes too early waits. Who has no account is a
 * guest of this meeting from then on. Refuses with `not_found`, `meeting_cancelled`, `link_expired`, `meeting_password_needed`,
 * `wrong_meeting_password`, `bad_input` (no name), `removed_by_host`, `meeting_locked`, `meeting_full`, `cannot_encrypt`, `on_another_call`,
 * `on_another_device`, `rate_limited` or `media_unavailable`.
 */
export async function enterMeeting(db: Database, visitor: Visitor, input: EnterInput): Promise<EnteredBy> {
  const { meeting, guest } = await arrive(db, visitor, input.slug);
  const token = visitor.actor.kind === "user" ? visitor.actor.userId : (guest?.id ?? visitor.address);
  await limit(db, { key: `token:${token}`, rate: config().PEAL_LIMIT_TOKEN });
  const hasPassword = meeting.passwordHash !== null;
  if (hasPassword && !(await isLetInto(db, visitor.actor, meeting, guest)))
    await refuseUnlessPassword(db, meeting, input.password, visitor.address);

  const {
    who,
    place,
    claims,
    isMuted = false,
  } = await span("transaction", () => db.transaction((tx) => decide(tx, visitor, meeting.id, guest, input)));
  const cookie = claims && (await guestCookie(claims, visitor.isEmbedded ? meeting.slug : null));
  const guestId = who.kind === "guest" ? who.userId : null;
  if (!place) return { entered: { state: "waiting", guestId }, cookie };
  // Who begins muted gets the right to be heard once they are there.
  const withheld = isMuted ? "microphone" : undefined;
  const { wasWarm, keys, others, ...seat } = place;
  const admission = await mintAdmission({ db, userId: who.userId }, seat, { withheld, isWarm: wasWarm });
  const isConnected = wasWarm && (await unveil(db, seat, without(admission.maySend, withheld)));
  return { entered: { state: "in", guestId, isMuted, keys, others, ...admission, isConnected }, cookie };
}

/**
 * The open meeting that an address leads to, and the guest whom a visitor's browser is there already. Only addresses that lead nowhere
 * count. Refuses with `not_found`, `meeting_cancelled`, `link_expired` or `rate_limited`.
 */
export async function arrive(
  db: Connection,
  { actor, cookie, address }: Visitor,
  slug: string,
): Promise<{ meeting: Meeting; guest: Guest | null }> {
  const link = `link:${address}`;
  await limit(db, { key: link, rate: config().PEAL_LIMIT_LINK });
  const meeting = await findBySlug(db, slug);
  if (!meeting) refuse({ code: "not_found" });
  await giveBack(db, link);
  refuseUnlessOpen(meeting, await serverTime(db));
  const claimed = actor.kind === "user" ? null : await guestClaims(cookie);
  return { meeting, guest: await findGuest(db, claimed, meeting.id) };
}

/** Who is let in already, and whose meeting it is, is asked for no password. */
export async function isLetInto(
  db: Connection,
  actor: Actor,
  meeting: Meeting,
  guest: Guest | null,
): Promise<boolean> {
  if (actor.kind === "user" && actor.userId === meeting.hostId) return true;
  const caller = callerOf(actor, guest);
  return (
    caller !== null &&
    goesIn(meeting, caller, await db.transaction((tx) => findStanding(tx, meeting.id, caller)))
  );
}

/** A visitor as calls know them; null for who is nobody here yet. */
export function callerOf(actor: Actor, guest: Guest | null): CallActor | null {
  if (actor.kind === "user") return onCalls(actor);
  return guest && onCalls({ kind: "guest", guestId: guest.id, meetingId: guest.meetingId });
}

/** Whether somebody who stands so to a meeting goes in without a word of anybody's, whatever its door asks of others. */
export const goesIn = (
  meeting: Meeting,
  who: CallActor,
  standing: Awaited<ReturnType<typeof findStanding>>,
): boolean => standing?.isLetIn === true || isHost(meeting, who, standing);

async function decide(
  tx: Transaction,
  { actor, address }: Visitor,
  meetingId: string,
  guest: Guest | null,
  input: EnterInput,
): Promise<Outcome> {
  const meeting = await lockMeeting(tx, eq(meetings.id, meetingId));
  if (!meeting) refuse({ code: "not_found" });
  const name = guest && !meetingSettings.parse(meeting.settings).rename ? undefined : input.name;
  const visitor = actor.kind === "user" ? null : await guestOf(tx, guest, meetingId, name);
  const named = visitor?.actor ?? actor;
  if (named.kind !== "user" && named.kind !== "guest") refuse({ code: "not_signed_in" });
  const who = onCalls(named);
  const claims = visitor?.claims ?? null;
  await lockPeople(tx, [who.userId]);
  const session = await findSession(tx, meetingId);
  // Nothing that was lent in an earlier one counts.
  if (!session) await resetSession(tx, meetingId);
  const standing = await findStanding(tx, meetingId, who);
  if (standing?.state === "removed") refuse({ code: "removed_by_host" });
  if (!goesIn(meeting, who, standing)) {
    if (meeting.lockedAt) refuse({ code: "meeting_locked" });
    if (await hasToWait(tx, meeting, who, session !== null)) {
      await knock(tx, { meeting, who, actor: named, standing, address });
      return { who, place: null, claims };
    }
  }
  const isMe = eq(personIdOf(callParticipants), who.userId);
  const isOn = eq(callParticipants.state, "connected");
  const isBack = session !== null && (await presentIn(tx, meeting, session.id, and(isMe, isOn))).length > 0;
  const place = await enterSession(tx, who, meeting, input);
  await standIn(tx, meetingId, who, standing);
  await followRights(tx, meeting, place.callId, isMe);
  await record(tx, { meetingId, callId: place.callId, kind: "join", actor: named });
  await notify(tx, [who.userId, ...(await hostIdsOf(tx, meetingId))]);
  if (!session) await tellVersions(tx, meetingId);
  const isMuted = meeting.settings.muteOnEntry && !isBack && !isHost(meeting, who, standing);
  return { who, place, claims, isMuted };
}

const isHost = (meeting: Meeting, who: CallActor, standing: Standing | null): boolean =>
  who.userId === meeting.hostId ||
  (standing?.state === "admitted" && (standing.sessionRole ?? standing.role) !== "participant");

/** That a host comes lets nobody in: whoever waits by then is let in by hand. */
async function hasToWait(
  tx: Transaction,
  meeting: Meeting,
  who: CallActor,
  hasBegun: boolean,
): Promise<boolean> {
  if (meeting.settings.waitingRoom) return !(hasBegun && (await isInvited(tx, meeting.id, who)));
  const schedule = scheduleOf(meeting);
  const first = schedule && occurrences(schedule).next().value;
  const isEarly = first !== null && first !== undefined && (await serverTime(tx)) < first.startsAt - EARLY_MS;
  return isEarly && !hasBegun;
}

/** They are in: a reload needs nobody's word. */
async function standIn(
  tx: Transaction,
  meetingId: string,
  who: CallActor,
  standing: Standing | null,
): Promise<void> {
  const admitted = { state: "admitted" as const, admittedAt: now, knockedAt: null, seenAt: null };
  if (standing) {
    await tx.update(meetingParticipants).set(admitted).where(eq(meetingParticipants.id, standing.id));
    return;
  }
  await tx.insert(meetingParticipants).values({ meetingId, ...ownerOf(who), ...admitted });
}
