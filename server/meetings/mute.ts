import type { UserActor } from "../auth";
import { mutePeople, notifyCall } from "../calls";
import type { Database, Transaction } from "../db";
import { followRights } from "./follow-rights";
import { isPart, sayToThem, targetOf } from "./host-word";
import { type HostInSession, hostInSession, inSession, type Present, presentIn } from "./in-session";
import { record } from "./record";

type One = { meetingId: string; participantId: string };

/**
 * Mutes somebody in the session. They may turn their microphone on again, unless the meeting's settings leave that to hosts. Refuses with
 * `not_host` or `not_found`.
 */
export async function mute(db: Database, actor: UserActor, input: One): Promise<void> {
  await db.transaction(async (tx) => {
    const host = await hostInSession(tx, actor, input.meetingId);
    await silence(tx, host, [await inSession(tx, host, input.participantId)]);
  });
}

/** Mutes everybody but the hosts; tells how many those are. Refuses with `not_host` or `not_found`. */
export async function muteAll(db: Database, actor: UserActor, input: { meetingId: string }): Promise<number> {
  return await db.transaction(async (tx) => {
    const host = await hostInSession(tx, actor, input.meetingId);
    const everybody = await presentIn(tx, host.meeting, host.callId);
    const others = everybody.filter((one) => one.role === "participant");
    await silence(tx, host, others);
    return others.length;
  });
}

async function silence(tx: Transaction, host: HostInSession, people: Present[]): Promise<void> {
  const { meeting, callId, actor } = host;
  await sayToThem(tx, people, "muted", { mayTalk: false });
  await mutePeople(
    tx,
    callId,
    people.map((one) => one.participantId),
  );
  await followRights(tx, meeting, callId);
  const event = { meetingId: meeting.id, callId, kind: "mute" as const, actor };
  await record(tx, ...people.map((one) => ({ ...event, target: targetOf(one) })));
  await notifyCall(tx, callId);
}

/**
 * Asks somebody to turn their microphone on, and lets them where the settings leave that to hosts. Nobody is unmuted but by themselves.
 * Refuses with `not_host` or `not_found`.
 */
export async function askToUnmute(db: Database, actor: UserActor, input: One): Promise<void> {
  await db.transaction(async (tx) => {
    const { meeting, callId, ...host } = await hostInSession(tx, actor, input.meetingId);
    const one = await inSession(tx, { meeting, callId, ...host }, input.participantId);
    await sayToThem(tx, [one], "asked", { mayTalk: true });
    await followRights(tx, meeting, callId, isPart(one));
    await record(tx, { meetingId: meeting.id, callId, kind: "ask", actor, target: targetOf(one) });
    await notifyCall(tx, callId);
  });
}
