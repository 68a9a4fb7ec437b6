import type { SQL } from "drizzle-orm";
import { findSession, limitSending, notifyCall } from "../calls";
import type { Transaction } from "../db";
import type { Meeting } from "./access";
import { meetingSettings } from "./contract";
import { presentIn } from "./in-session";
import { maySendBy, rightsOf } from "./rights";

/** Gives everybody in a locked session, or whom `which` selects, what they may send by the meeting's settings and their own standing. */
export async function followRights(
  tx: Transaction,
  meeting: Meeting,
  callId: string,
  which?: SQL,
): Promise<void> {
  // A meeting from before a setting has it as it is usual.
  const settings = meetingSettings.parse(meeting.settings);
  const people = await presentIn(tx, meeting, callId, which);
  const changed = people.flatMap((one) => {
    const maySend = maySendBy(rightsOf(settings, one));
    const isSame = (maySend ?? ["all"]).join() === (one.maySend ?? ["all"]).join();
    return isSame ? [] : [[one.participantId, maySend] as const];
  });
  if (changed.length > 0) await limitSending(tx, callId, new Map(changed));
}

/** The same for the session of a locked meeting whose settings have changed; nothing where none runs. */
export async function followSettings(tx: Transaction, meeting: Meeting): Promise<void> {
  const session = await findSession(tx, meeting.id);
  if (!session) return;
  await followRights(tx, meeting, session.id);
  await notifyCall(tx, session.id);
}
