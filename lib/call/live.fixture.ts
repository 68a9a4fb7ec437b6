import type { LiveCall, LiveState } from "@/server/live/contract";

/** A call that runs, with nobody in it. */
export const aCall = (part: Partial<LiveCall> = {}): LiveCall => ({
  callId: "2",
  meetingId: null,
  meeting: null,
  state: "active",
  media: "audio",
  isEncrypted: true,
  roomMoves: 0,
  topic: null,
  admissionId: "seat",
  role: "active",
  move: null,
  participants: [],
  ringingDevices: 0,
  ringingAdmissions: [],
  startedAt: 0,
  answeredAt: 0,
  endsAt: null,
  endReason: null,
  failedStage: null,
  ...part,
});

/** What a device is told while nothing happens. */
export const aState = (part: Partial<LiveState> = {}): LiveState => ({
  version: "v",
  serverNow: 0,
  deviceId: "here",
  userId: "u",
  incoming: [],
  stopped: [],
  call: null,
  held: [],
  joinable: [],
  elsewhere: [],
  callbacks: [],
  reminders: [],
  knocks: [],
  entries: [],
  talks: [],
  counters: { missed: 0, requests: 0, contacts: 0, meetings: 0 },
  ...part,
});
