import type { Person } from "../auth/contract";
import type { EndReason, FailureStage, ParticipantState } from "../calls/contract";
import type { MadeMove } from "../handoff";
import type { Moment, PersonPart } from "./contract";

/** A person's part, as the rows of the call tell it. Times are epoch ms. */
export type PartRow = {
  person: Person & { isContact: boolean };
  isCaller: boolean;
  rungBy: string | null;
  /** When they were called last, counted back from the ring's deadline: the same for who never heard it. */
  rungAt: number | null;
  state: ParticipantState;
  connectedAt: number | null;
  endedAt: number | null;
  message: string | null;
};
export type CallRow = {
  startedAt: number;
  answeredAt: number | null;
  endedAt: number | null;
  reason: EndReason | null;
  stage: FailureStage | null;
};

/** Later than this after the start, in ms, somebody was called into a call that ran. */
const LATER_MS = 2_000;
/** What ends a call ends everyone's part within this, in ms. */
const TOGETHER_MS = 1_000;

/** Ends of an unanswered call that each person's own part says already. */
const saidByParts: readonly (EndReason | null)[] = ["declined", "no_answer", "busy"];

/**
 * What happened, in order, as one of the call's people may know it: of others only what came before that person's own part was
 * over, and words that went with declining only where they were said by or to that person.
 */
export function timelineOf(call: CallRow, parts: PartRow[], moves: MadeMove[], myId: string): Moment[] {
  const until = endOf(call, parts, myId);
  const moments = parts
    .flatMap((part) => momentsOf(call, part, parts, myId))
    .filter(({ at, person }) => person === null || at <= until + TOGETHER_MS);
  for (const { at, deviceName } of moves) moments.push({ at, person: null, kind: "moved", deviceName });
  const { reason, stage, endedAt, answeredAt } = call;
  const isSaid = answeredAt === null && saidByParts.includes(reason);
  if (reason && endedAt !== null && endedAt <= until + TOGETHER_MS && !isSaid)
    moments.push({ at: endedAt, person: null, kind: "ended", reason, stage });
  return moments.toSorted((a, b) => a.at - b.at);
}

/** Until when a person may know of the others: the end of their own part, or no end while the call goes on with them. */
const endOf = (call: CallRow, parts: PartRow[], myId: string): number =>
  parts.find((part) => part.person.id === myId)?.endedAt ?? call.endedAt ?? Number.MAX_SAFE_INTEGER;

function momentsOf(call: CallRow, part: PartRow, parts: PartRow[], myId: string): Moment[] {
  const toMe = (id: string | null) =>
    id === myId ? null : (parts.find((one) => one.person.id === id)?.person ?? null);
  const { isCaller, rungAt, rungBy, connectedAt } = part;
  const person = toMe(part.person.id);
  const moments: Moment[] = [];
  if (isCaller) moments.push({ at: call.startedAt, person, kind: "called" });
  if (rungAt !== null && rungBy && rungAt > call.startedAt + LATER_MS)
    moments.push({ at: rungAt, person, kind: "rung", by: toMe(rungBy) });
  if (connectedAt !== null && !(isCaller && connectedAt < call.startedAt + LATER_MS))
    moments.push({ at: connectedAt, person, kind: "answered" });
  const last = outcomeOf(call, part, myId);
  return last ? [...moments, { ...last, person }] : moments;
}

function outcomeOf(call: CallRow, part: PartRow, myId: string) {
  const { state, endedAt: at } = part;
  if (at === null) return null;
  const isTogether = call.endedAt !== null && at >= call.endedAt - TOGETHER_MS;
  switch (state) {
    case "declined": {
      const mayRead = part.person.id === myId || part.rungBy === myId;
      return { at, kind: "declined" as const, message: mayRead ? part.message : null };
    }
    case "busy":
      return { at, kind: "busy" as const };
    case "missed":
      return isTogether && !saidByParts.includes(call.reason) ? null : { at, kind: "missed" as const };
    case "left":
      return isTogether && !hungUp(call, at) ? null : { at, kind: "left" as const };
    default:
      return null;
  }
}

/** Whoever hangs up leaves a moment before the call ends for the others. */
const hungUp = (call: CallRow, at: number): boolean =>
  call.reason === "hung_up" && call.endedAt !== null && at < call.endedAt;

/** The others' parts in a call, up to the end of one's own. */
export function partsOfOthers(call: CallRow, parts: PartRow[], myId: string): PersonPart[] {
  const until = endOf(call, parts, myId);
  return parts.filter((part) => part.person.id !== myId).map((part) => partUntil(call, part, until));
}

function partUntil(call: CallRow, part: PartRow, until: number): PersonPart {
  const { person, isCaller, connectedAt, endedAt, state } = part;
  const from = Math.max(connectedAt ?? Infinity, call.answeredAt ?? Infinity);
  const durationMs = Math.min(endedAt ?? until, until) - from;
  if (durationMs > 0) return { person, isCaller, part: "talked", durationMs };
  const isPlain = state === "declined" || state === "busy";
  return { person, isCaller, part: isCaller ? "talked" : isPlain ? state : "missed", durationMs: null };
}
