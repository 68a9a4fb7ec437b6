/** Who may do what in a meeting, and the one that an address means. */
export {
  findBySlug,
  type Meeting,
  type MeetingHost,
  refuseUnlessOpen,
} from "./access";
/** The door: going in, waiting, letting in. */
export { doorRouter } from "./door-router";
export { hostRouter } from "./host-router";
export { listParticipants } from "./participants";
export { purgeGuests } from "./guests";
/** What a session shows of its meeting, and what its hosts have taken away. */
export { refuseUnlessMay, type SessionView, sessionViews } from "./session-view";
export { type Door, doorSnapshot, guestStandings, hosts } from "./standing";
export { heardWaiting, sweepKnocks } from "./waiting";
export { meetingVersionsOf } from "./news";
/** A person's meetings as calendars fetch them. */
export { readFeed } from "./feed";
/** Jobs: reminders, and letters, which wait for the mail server. */
export { meetingMailJobs } from "./letters";
/** What happened in meetings, in the transaction in which it happens. */
/** Meetings of who has no account any more. */
export { endMeetingsOf } from "./on/account-ended";
export { keepEventPartitions, type MeetingEvent, record } from "./record";
export { noteLeft, noteOver } from "./on/left";
export { meetingJobs } from "./jobs";
export type { MeetingReminded } from "./remind";
export { meetingsRouter } from "./router";
