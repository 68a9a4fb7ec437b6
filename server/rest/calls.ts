import type { z } from "zod";
import type { HistoryEntry } from "../history/contract";
import type { LiveState } from "../live/contract";
import type { call } from "./shapes";

type Call = z.input<typeof call>;

const running = {
  state: "active",
  status: null,
  direction: null,
  topic: null,
  startedAt: null,
  durationMs: null,
} as const;

/** The calls that concern a device now, as its live state has them. */
export function runningCalls(state: LiveState): Call[] {
  const { incoming, call: here, elsewhere, held, joinable } = state;
  const calls: Call[] = incoming.map(
    ({ callId: id, from, others, isRunning, media, isEncrypted, topic }) => ({
      ...running,
      id,
      state: isRunning ? "active" : "ringing",
      standing: "incoming",
      direction: "incoming",
      media,
      isEncrypted,
      topic,
      people: [from, ...others],
    }),
  );
  if (here && here.state !== "ended") calls.push(callHere(here));
  const other = (
    one: Pick<Call, "media" | "isEncrypted" | "people"> & { callId: string; topic?: string | null },
  ) => {
    const { callId: id, media, isEncrypted, people, topic = null } = one;
    return { ...running, id, media, isEncrypted, people, topic };
  };
  calls.push(...elsewhere.map((one) => ({ ...other(one), standing: "elsewhere" as const })));
  calls.push(...held.map((one) => ({ ...other(one), standing: "held" as const })));
  calls.push(...joinable.map((one) => ({ ...other(one), standing: "joinable" as const })));
  return calls;
}

function callHere(here: NonNullable<LiveState["call"]>): Call {
  const { callId: id, state, media, isEncrypted, topic, startedAt, participants } = here;
  const isMine = participants.some(({ isMe, isCaller }) => isMe && isCaller);
  return {
    ...running,
    id,
    state,
    standing: "here",
    direction: isMine ? "outgoing" : "incoming",
    media,
    isEncrypted,
    topic,
    people: participants.filter(({ isMe, isGuest }) => !isMe && !isGuest).map(({ person }) => person),
    startedAt,
  };
}

/** A call of the past. */
export function shownEntry(entry: HistoryEntry): Call {
  const { callId: id, direction, status, media, isEncrypted, topic, people, startedAt, durationMs } = entry;
  const told = { direction, status, media, isEncrypted, topic, people, startedAt, durationMs };
  return { id, state: "ended", standing: null, ...told };
}
