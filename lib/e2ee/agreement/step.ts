import type { Effect } from "./effect";
import type { Event } from "./event";
import { hear } from "./hear";
import { askForMissing, unreadable } from "./missing";
import {
  appear,
  forgetOwn,
  freshen,
  holdForRinging,
  makeFirst,
  picture,
  resend,
  rotate,
  shareWithJoined,
  switchOver,
} from "./own-keys";
import { changeMembers } from "./members";
import { askDifferent, hashed, tellList } from "./roster";
import type { Agreement } from "./state";
import { acknowledgeOwed, dropWaiting, forgetTheirs } from "./their-keys";
import type { Turn } from "./turn";
import { posted, posting } from "./way";

/** Who is a member follows from these. */
const lists = ["roster", "ringing", "announced", "kicked", "lockedTo", "recorders"] as const;

/** What follows from an event: the next state, and what is to be done. Pure. */
export function step(state: Agreement, event: Event): [Agreement, Effect[]] {
  const turn: Turn = { now: event.now, next: { ...state }, effects: [] };
  take(turn, event);
  if (lists.some((list) => turn.next[list] !== state[list])) changeMembers(turn);
  acknowledgeOwed(turn);
  if (turn.next.roster.has(turn.next.me) && !turn.next.isRinging) makeFirst(turn);
  shareWithJoined(turn);
  rotate(turn);
  freshen(turn);
  switchOver(turn);
  resend(turn);
  holdForRinging(turn);
  askForMissing(turn);
  askDifferent(turn);
  tellList(turn);
  dropWaiting(turn);
  forgetOwn(turn);
  forgetTheirs(turn);
  return [turn.next, turn.effects];
}

function take(turn: Turn, event: Event): void {
  switch (event.type) {
    case "roster":
      turn.next.roster = new Set(event.roster);
      if (turn.next.isSilent) turn.next.founders = turn.next.roster;
      turn.next.isSilent &&= turn.next.isRinging || event.isSilent === true;
      return;
    case "ringing":
      turn.next.ringing = new Set(event.ringing);
      return;
    case "heard":
      for (const message of event.messages) hear(turn, message);
      return;
    case "unreadable":
      return unreadable(turn, event.sender);
    case "appear":
      return appear(turn, event.given);
    case "picture":
      return picture(turn);
    case "hosts":
      turn.next.hosts = event.hosts;
      return;
    case "hashed":
      return hashed(turn, event.version, event.hash);
    case "posting":
      return posting(turn);
    case "posted":
      return posted(turn, event.tookMs);
    case "tick":
      return;
  }
}
