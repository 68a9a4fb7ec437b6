import type { Content, ContentOf, Reaction } from "@/server/chat/contract";

/** A message that was opened. */
export type Opened = {
  seq: number;
  id: string;
  from: string;
  /** The one for whom it is; null for everybody. */
  to: string | null;
  sentAt: number;
  /** Null for what cannot be opened on this device. */
  says: Content | null;
};

type Shown = Omit<Opened, "says"> & { reactions: ReadonlyMap<Reaction, readonly string[]> };
export type PollState = {
  poll: ContentOf<"poll">;
  /** How many chose each option. */
  votes: number[];
  /** Who did, where that is told. */
  voters: string[][];
  isClosed: boolean;
};
/** A line of the chat, as it is drawn. */
export type Line =
  | (Shown & { kind: "text"; says: ContentOf<"text"> })
  | (Shown & { kind: "file"; says: ContentOf<"file"> })
  | (Shown & { kind: "poll"; says: ContentOf<"poll">; state: PollState })
  | (Shown & { kind: "closed" });

const isLine = ({ says }: Opened): boolean =>
  says === null || says.type === "text" || says.type === "file" || says.type === "poll";

/** What is to be read, in order: reactions and votes go to the line that they are about. The same messages give the same lines. */
export function linesOf(messages: readonly Opened[], me: string): Line[] {
  const reactions = reactionsOf(messages);
  return messages.filter(isLine).map((message) => {
    const shown = { ...message, reactions: reactions.get(message.id) ?? new Map() };
    const { says } = message;
    if (says?.type === "text") return { ...shown, kind: "text", says };
    if (says?.type === "file") return { ...shown, kind: "file", says };
    if (says?.type === "poll")
      return { ...shown, kind: "poll", says, state: pollOf(message, says, messages, me) };
    return { ...shown, kind: "closed" };
  });
}

/** The last word of each person about each emoji counts, and a reaction is seen by whoever sees the message. */
function reactionsOf(messages: readonly Opened[]): Map<string, Map<Reaction, string[]>> {
  const all = new Map<string, Map<Reaction, string[]>>();
  for (const { from, says } of messages) {
    if (says?.type !== "reaction") continue;
    const of = all.get(says.to) ?? new Map<Reaction, string[]>();
    const others = (of.get(says.emoji) ?? []).filter((one) => one !== from);
    of.set(says.emoji, says.isOn ? [...others, from] : others);
    if (of.get(says.emoji)?.length === 0) of.delete(says.emoji);
    all.set(says.to, of);
  }
  return all;
}

/**
 * How a poll stands: each person's last vote counts, until it is closed. Of an anonymous one everybody believes whoever made it, who alone
 * is told the votes.
 */
export function pollOf(
  of: Opened,
  poll: ContentOf<"poll">,
  messages: readonly Opened[],
  me: string,
): PollState {
  const choices = new Map<string, number>();
  let counted: readonly number[] = [];
  let isClosed = false;
  for (const { from, to, says } of messages) {
    if (!says || !("poll" in says) || says.poll !== of.id || isClosed) continue;
    if (says.type === "vote" && says.option < poll.options.length) {
      // One that was to be told to its maker alone is not counted in the open, and the other way round.
      if (poll.isAnonymous === (to !== null)) choices.set(from, says.option);
    }
    if (says.type === "count" && from === of.from && poll.isAnonymous) counted = says.votes;
    if (says.type === "closing" && from === of.from) isClosed = true;
  }
  const voters = poll.options.map((_, at) =>
    [...choices].flatMap(([who, option]) => (option === at ? who : [])),
  );
  const own = voters.map((who) => who.length);
  const isTold = poll.isAnonymous && of.from !== me;
  const votes = isTold ? poll.options.map((_, at) => counted[at] ?? 0) : own;
  return { poll, votes, voters: poll.isAnonymous ? [] : voters, isClosed };
}
