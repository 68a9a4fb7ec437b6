import type { Heard } from "./event";
import { changeMembers } from "./members";
import { awaitKey } from "./missing";
import { acknowledged, answerNeed } from "./own-keys";
import { hearHash } from "./roster";
import { hearKey } from "./their-keys";
import { put, type Turn, withItem, withoutItem } from "./turn";

/** Takes in one message that was found to be genuine, and for oneself. */
export function hear(turn: Turn, message: Heard): void {
  const { from, type } = message;
  switch (type) {
    case "announce":
      if (turn.next.announced.has(from)) return;
      turn.next.announced = put(turn.next.announced, from, {
        kind: message.kind,
        fingerprint: message.fingerprint,
      });
      awaitKey(turn, from);
      return changeMembers(turn);
    case "key":
      hearKey(turn, { sender: from, generation: message.generation, advance: message.advance });
      return hearHash(turn, from, message.rosterHash);
    case "ack":
      acknowledged(turn, from, message.generation);
      return hearHash(turn, from, message.rosterHash);
    case "need":
      return answerNeed(turn, from);
    case "kick":
    case "lock":
    case "rec":
      if (turn.next.hosts.has(from)) hearHost(turn, message);
  }
}

type HostMessage = Extract<Heard, { type: "kick" | "lock" | "rec" }>;

function hearHost({ next }: Turn, message: HostMessage): void {
  if (message.type === "kick") next.kicked = withItem(next.kicked, message.who);
  else if (message.type === "lock") next.lockedTo = message.isLocked ? new Set(next.announced.keys()) : null;
  else {
    const { recorders } = next;
    const { recorder, isOn } = message;
    next.recorders = isOn ? withItem(recorders, recorder) : withoutItem(recorders, recorder);
  }
}
