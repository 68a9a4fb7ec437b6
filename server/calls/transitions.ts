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

export const participantEvents = [
  "ring",
  "knock",
  "busy",
  "answer",
  "rejoin",
  "decline",
  "expire",
  "cancel",
  "leave",
] as const;
export type ParticipantEvent = (typeof participantEvents)[number];

/** What ringing, and being gone, have in common. */
const rings = {
  busy: ignored("rings already"),
  answer: to("connected"),
  rejoin: ignored("answers instead"),
  decline: to("declined"),
  expire: to("missed"),
  cancel: to("missed"),
  leave: notRinging,
} as const;
const gone = {
  ring: to("ringing"),
  knock: to("waiting"),
  busy: to("busy"),
  answer: notRinging,
  rejoin: to("connected"),
  cancel: ignored("does not ring"),
} as const;

/**
 * A person on a call: answered outranks what arrives late; who is gone can be rung again, or go in again by themselves. Who gets
 * free while it knocks is rung, who gets busy while it rings is knocked at.
 */
export const participantTable: Table<ParticipantState, ParticipantEvent> = {
  ringing: { ...rings, ring: ignored("rings already"), knock: to("waiting") },
  waiting: { ...rings, ring: to("ringing"), knock: ignored("knocks already") },
  busy: {
    ...gone,
    busy: ignored("busy already"),
    decline: ignored("does not ring"),
    expire: ignored("does not ring"),
    leave: notRinging,
  },
  connected: {
    ring: ignored("is on the call"),
    knock: ignored("is on the call"),
    busy: ignored("is on the call"),
    answer: answered,
    rejoin: ignored("is on the call"),
    decline: answered,
    expire: ignored("answered in time"),
    cancel: ignored("answered"),
    leave: to("left"),
  },
  declined: {
    ...gone,
    decline: ignored("declined already"),
    expire: ignored("declined already"),
    leave: notRinging,
  },
  missed: {
    ...gone,
    decline: ignored("missed already"),
    expire: ignored("missed already"),
    leave: notRinging,
  },
  left: {
    ...gone,
    decline: ignored("left already"),
    expire: ignored("left already"),
    leave: ignored("left already"),
  },
};

export const ringEvents = [
  "ring",
  "answer",
  "answered_elsewhere",
  "decline",
  "cancel",
  "expire",
  "release",
] as const;
export type RingEvent = (typeof ringEvents)[number];

/** One device's ring: exactly one of a person's rings is ever answered, and released when the person is rung again. */
export const ringTable: Table<RingState, RingEvent> = {
  ringing: {
    ring: ignored("rings already"),
    answer: to("answered"),
    answered_elsewhere: to("stopped"),
    decline: to("stopped"),
    cancel: to("stopped"),
    expire: to("stopped"),
    release: ignored("rings already"),
  },
  answered: {
    ring: to("ringing"),
    answer: answered,
    answered_elsewhere: ignored("answered here"),
    decline: answered,
    cancel: ignored("answered"),
    expire: ignored("answered"),
    release: to("stopped"),
  },
  stopped: {
    ring: to("ringing"),
    answer: notRinging,
    answered_elsewhere: ignored("stopped already"),
    decline: ignored("stopped already"),
    cancel: ignored("stopped already"),
    expire: ignored("stopped already"),
    release: ignored("stopped already"),
  },
};
