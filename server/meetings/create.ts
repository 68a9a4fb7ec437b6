import { hashPassword, type UserActor } from "../auth";
import { serverTime } from "../clock";
import { config } from "../config";
import type { Database } from "../db";
import { limit } from "../limits";
import { type CreateMeeting, meetingSettings } from "./contract";
import { inviteByMail } from "./invite";
import { tellVersions } from "./news";
import { record } from "./record";
import { queueReminder } from "./remind";
import { timed, untimed } from "./times";
import { repeated, writeMeeting } from "./write";

/**
 * Creates a meeting, at once or for a time, and invites people by e-mail: all of it or nothing, and once for each id. Refuses with `rate_limited` (ten an hour,
 * and a day's e-mails), `meeting_in_past` or `bad_input`.
 */
export async function createMeeting(
  db: Database,
  actor: UserActor,
  input: CreateMeeting,
): Promise<{ meetingId: string; slug: string }> {
  try {
    return await begin(db, actor, input);
  } catch (error) {
    const known = await repeated(db, actor, error, input.meetingId);
    if (known) return known;
    throw error;
  }
}

async function begin(
  db: Database,
  actor: UserActor,
  input: CreateMeeting,
): Promise<{ meetingId: string; slug: string }> {
  const passwordHash = input.password === undefined ? null : await hashPassword(input.password);
  return db.transaction(async (tx) => {
    const now = await serverTime(tx);
    const times = input.times ? timed(input.times, now) : untimed(now);
    await limit(tx, { key: `meeting:${actor.userId}`, rate: config().PEAL_LIMIT_MEETING });
    const { topic, mostPeople, isEncrypted } = input;
    const settings = input.settings ?? meetingSettings.parse({});
    const made = await writeMeeting(
      tx,
      actor,
      { id: input.meetingId, topic, settings, mostPeople, isEncrypted, passwordHash, ...times },
      input.wraps,
    );
    await record(tx, { meetingId: made.meetingId, kind: "created", actor });
    await inviteByMail(tx, actor, made.meetingId, input.invitees);
    await queueReminder(tx, made.meetingId, times, now);
    await tellVersions(tx, made.meetingId);
    return made;
  });
}
