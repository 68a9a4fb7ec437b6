import type { CallState, ParticipantState, RingState } from "./contract";

/** What an event does to a state: a next state, nothing (with the reason), or a refusal (with its code). */
export type Outcome<State extends string> =
  | { next: State }
  | { ignored: string }
  | { refused: "call_over" | "already_answered" | "not_ringing" };

type Table<State extends string, Event extends string> = Record<State, Record<Event, Outcome<State>>>;

const to = <State extends string>(next: State) => ({ next });
const ignored = (reason: string) => ({ ignored: reason });
const over = { refused: "call_over" } as const;
const answered = { refused: "already_answered" } as const;
const notRinging = { refused: "not_ringing" } as const;

export const callEvents = ["answer", "end"] as const;
export type CallEvent = (typeof callEvents)[number];

/** A call: ended absorbs everything; the first answer makes it active. */
export const callTable: Table<CallState, CallEvent> = {
  ringing: { answer: to("active"), end: to("ended") },
  active: { answer: to("active"), end: to("ended") },
  ended: { answer: over, end: ignored("already ended") },
};

export const participantEvents = ["ring", "answer", "decline", "expire", "cancel", "leave"] as const;
export type ParticipantEvent = (typeof participantEvents)[number];

/** A person on a call: answered outranks what arrives late; who is gone can be rung again. */
export const participantTable: Table<ParticipantState, ParticipantEvent> = {
  ringing: {
    ring: ignored("rings already"),
    answer: to("connected"),
    decline: to("declined"),
    expire: to("missed"),
    leave: notRinging,
    cancel: to("missed"),
  },
  waiting: {
    ring: ignored("knocks already"),
    answer: to("connected"),
    decline: to("declined"),
    expire: to("missed"),
    leave: notRinging,
    cancel: to("missed"),
  },
  busy: {
    ring: to("ringing"),
    answer: notRinging,
    decline: ignored("does not ring"),
    expire: ignored("does not ring"),
    leave: notRinging,
    cancel: ignored("does not ring"),
  },
  connected: {
    ring: ignored("is on the call"),
    answer: answered,
    decline: answered,
    expire: ignored("answered in time"),
    leave: to("left"),
    cancel: ignored("answered"),
  },
  declined: {
    ring: to("ringing"),
    answer: notRinging,
    decline: ignored("declined already"),
    expire: ignored("declined already"),
    leave: notRinging,
    cancel: ignored("does not ring"),
  },
  missed: {
    ring: to("ringing"),
    answer: notRinging,
    decline: ignored("missed already"),
    expire: ignored("missed already"),
    leave: notRinging,
    cancel: ignored("does not ring"),
  },
  left: {
    ring: to("ringing"),
    answer: notRinging,
    decline: ignored("left already"),
    expire: ignored("left already"),
    leave: ignored("left already"),
    cancel: ignored("does not ring"),
  },
};

export const ringEvents = ["ring", "answer", "answered_elsewhere", "decline", "cancel", "expire"] as const;
export type RingEvent = (typeof ringEvents)[number];

/** One device's ring: exactly one of a person's rings is ever answered. */
export const ringTable: Table<RingState, RingEvent> = {
  ringing: {
    ring: ignored("rings already"),
    answer: to("answered"),
    answered_elsewhere: to("stopped"),
    decline: to("stopped"),
    cancel: to("stopped"),
    expire: to("stopped"),
  },
  answered: {
    ring: to("ringing"),
    answer: answered,
    answered_elsewhere: ignored("answered here"),
    decline: answered,
    cancel: ignored("answered"),
    expire: ignored("answered"),
  },
  stopped: {
    ring: to("ringing"),
    answer: notRinging,
    answered_elsewhere: ignored("stopped already"),
    decline: ignored("stopped already"),
    cancel: ignored("stopped already"),
    expire: ignored("stopped already"),
  },
};
