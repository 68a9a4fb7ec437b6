import type { Participant } from "@/server/live/contract";

type Part = Pick<Participant, "participantId" | "isMe" | "state">;

const goneStates: ReadonlySet<Participant["state"]> = new Set(["declined", "missed", "busy", "left"]);

/** Not on the call, and not being rung. */
export const isGone = ({ state }: Pick<Participant, "state">): boolean => goneStates.has(state);
/** Rung at this moment, be it while on another call. */
export const isRung = ({ state }: Pick<Participant, "state">): boolean =>
  state === "ringing" || state === "waiting";

/**
 * Who has a tile, in the order of the roster, so that a tile keeps its place: everyone else who is here or rung, and who did not
 * come until they are put away. Who left has none.
 */
export function tilesOf<Somebody extends Part>(
  participants: Somebody[],
  putAway: ReadonlySet<string> = new Set(),
): Somebody[] {
  return participants.filter(
    (one) => !one.isMe && one.state !== "left" && !(isGone(one) && putAway.has(one.participantId)),
  );
}

/** The people of a call by how they stand to it. */
export function sectionsOf<Somebody extends Part>(participants: Somebody[]) {
  return {
    here: participants.filter((one) => one.state === "connected"),
    rung: participants.filter(isRung),
    gone: participants.filter(isGone),
  };
}

/** Who came and who left between two pictures of one call; nothing before the first. */
export function changesOf<Somebody extends Part>(before: Part[] | null, after: Somebody[]) {
  const was = new Map(before?.map((one) => [one.participantId, one.state]));
  const others = before ? after.filter((one) => !one.isMe) : [];
  return {
    joined: others.filter((one) => one.state === "connected" && was.get(one.participantId) !== "connected"),
    left: others.filter((one) => one.state === "left" && was.get(one.participantId) === "connected"),
  };
}
