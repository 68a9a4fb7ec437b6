import type { Transaction } from "../../db";
import type { MeetingEvent } from "../../meetings";
import { type NewEvent, write } from "../write";
import { ofHosts } from "./hosts";

/** Of what is kept of meetings, what others are told of: its hosts, and whom it is about. */
export async function tellOfMeetings(tx: Transaction, events: MeetingEvent[]): Promise<void> {
  for (const event of events) {
    const told = newsOf(event);
    if (told) await write(tx, [told], ofHosts(event.meetingId));
  }
}

function newsOf({ kind, meetingId, callId, actor, target, detail }: MeetingEvent): NewEvent | null {
  const meeting = { key: meetingId, data: { meetingId }, people: [] };
  const by = {
    userId: "userId" in actor ? actor.userId : null,
    guestId: "guestId" in actor ? actor.guestId : null,
  };
  const about = (who: { userId?: string | null; guestId?: string | null } = {}) => ({
    key: meetingId,
    data: { meetingId, callId: callId ?? null, userId: who.userId ?? null, guestId: who.guestId ?? null },
    people: who.userId ? [who.userId] : [],
  });
  switch (kind) {
    case "created":
      return { type: "meeting.created", ...meeting };
    case "edited":
      return { type: "meeting.changed", ...meeting };
    case "cancelled":
      // One occurrence that falls out changes the meeting, and does not end it.
      return { type: detail ? "meeting.changed" : "meeting.deleted", ...meeting };
    case "admit":
      return { type: "meeting.participant_admitted", ...about(target) };
    case "join":
      return { type: "meeting.participant_joined", ...about(by) };
    case "leave":
      return { type: "meeting.participant_left", ...about(by) };
    case "remove":
      return { type: "meeting.participant_removed", ...about(target) };
    default:
      return null;
  }
}
