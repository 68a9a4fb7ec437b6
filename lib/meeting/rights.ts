import type { LiveCall, LiveMeeting } from "@/server/live/contract";

const everything: LiveMeeting["rights"] = {
  chat: true,
  questions: true,
  screenShare: true,
  unmute: true,
  camera: true,
  rename: true,
};

/** What this person may do in a call now. Hosts of meetings take rights away; in any other call there is nobody who could. */
export const rightsIn = (call: LiveCall | null): LiveMeeting["rights"] => call?.meeting?.rights ?? everything;

/** Whether this person has a host's rights in the meeting of which the call is a session. */
export const isHostIn = (call: LiveCall | null): boolean =>
  call?.meeting != null && call.meeting.role !== "participant";
