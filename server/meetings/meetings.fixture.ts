import { wallTime } from "../../lib/pure/zoned-time";
import { type CreateMeeting, createInput, type EditMeeting, editInput, type MeetingTimes } from "./contract";

/** A meeting as a page asks for it, with what may be left out filled in. */
export const newMeeting = (values: Partial<CreateMeeting> = {}): CreateMeeting =>
  createInput.parse({ topic: "Plans", ...values });

/** A change as a page asks for it. */
export const change = (values: Partial<EditMeeting> & { meetingId: string; sequence: number }): EditMeeting =>
  editInput.parse({ topic: "Plans", ...values });

/** Times so many minutes from now, on clocks in Berlin. */
export const inMinutes = (minutes: number, more: Partial<MeetingTimes> = {}): MeetingTimes => ({
  startsAt: wallTime(performance.timeOrigin + performance.now() + minutes * 60_000, "Europe/Berlin").slice(
    0,
    16,
  ),
  minutes: 30,
  timeZone: "Europe/Berlin",
  ...more,
});
