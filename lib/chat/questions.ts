import type { LiveCall, Participant } from "@/server/live/contract";
import { type Content, type ContentOf, type Standing, subjectOf } from "@/server/chat/contract";
import type { Opened } from "./transcript";

export type Question = {
  seq: number;
  id: string;
  /** Who asks; null where nobody is told. */
  from: string | null;
  sentAt: number;
  text: string;
  /** The message in which a host was asked, of one without a name. */
  asked: string | null;
  /** Who wants an answer, too. */
  supporters: readonly string[];
  standing: Standing;
};

/** Whether somebody decides about questions: in a meeting its hosts, in any other call whoever started it. */
const leads = (call: LiveCall, { meetingRole, isCaller }: Participant): boolean =>
  call.meetingId === null ? isCaller : meetingRole === "host" || meetingRole === "co_host";

/** Who decides about the questions of a call, by participant; also who has left. */
export const leadersOf = (call: LiveCall): ReadonlySet<string> =>
  new Set(call.participants.flatMap((one) => (leads(call, one) ? one.participantId : [])));

/** Whom somebody asks who does not want to be named: one of those who lead the call and are there, its host first. */
export function passerIn(call: LiveCall): Participant | null {
  const there = call.participants.filter((one) => one.state === "connected" && leads(call, one));
  return there.find(({ meetingRole }) => meetingRole === "host") ?? there[0] ?? null;
}

const order: Record<Standing, number> = { open: 0, answered: 1, dismissed: 2 };

/**
 * The questions of a call: those that wait, with the most supporters first, then those that are settled. Whoever leads the call is
 * believed about how one stands, and about one without a name; such a one is there once, however often it was passed on.
 */
export function questionsOf(messages: readonly Opened[], leaders: ReadonlySet<string>): Question[] {
  const seen = new Set<string>();
  const questions = messages.flatMap((message) => {
    const { seq, id, from, to, sentAt, says } = message;
    if (says?.type !== "question" || to !== null) return [];
    const { text, asked } = says;
    const key = `${from} ${asked ?? id}`;
    if (seen.has(key) || (asked !== null && !leaders.has(from))) return [];
    seen.add(key);
    const supporters = supportersOf(id, messages);
    const standing = standingOf(id, messages, leaders);
    return [{ seq, id, from: asked === null ? from : null, sentAt, text, asked, supporters, standing }];
  });
  return questions.toSorted(
    (a, b) =>
      order[a.standing] - order[b.standing] || b.supporters.length - a.supporters.length || a.seq - b.seq,
  );
}

/** The last word of each person counts, as with reactions. */
function supportersOf(question: string, messages: readonly Opened[]): string[] {
  const supporters = new Set<string>();
  for (const { from, to, says } of messages) {
    if (says?.type !== "support" || says.question !== question || to !== null) continue;
    if (says.isOn) supporters.add(from);
    else supporters.delete(from);
  }
  return [...supporters];
}

function standingOf(question: string, messages: readonly Opened[], leaders: ReadonlySet<string>): Standing {
  const settled = messages.findLast(
    ({ from, to, says }) =>
      says?.type === "settling" && says.question === question && to === null && leaders.has(from),
  );
  return settled?.says?.type === "settling" ? settled.says.standing : "open";
}

export type Asking = Omit<Opened, "says"> & { says: ContentOf<"asking"> };

/** Questions without a name that were asked by somebody, or of them, and that nobody has passed on yet. */
export function notPassedOn(messages: readonly Opened[], me: string): Asking[] {
  const passed = new Set(
    messages.flatMap(({ says }) => (says?.type === "question" ? (says.asked ?? []) : [])),
  );
  return messages.flatMap((message) => {
    const { says, id, from, to } = message;
    const isMine = to !== null && (from === me || to === me);
    return says?.type === "asking" && isMine && !passed.has(id) ? [{ ...message, says }] : [];
  });
}

/** Whether a message is about questions, which stand in a panel of their own. */
export const isOfQuestions = (says: Content): boolean => subjectOf(says) === "questions";
