import { callability } from "../contacts";
import type { Transaction } from "../db";
import type { Problem } from "../errors/contract";
import { ringSettingsOf } from "../presence";

/** What a person's own wishes make of a ring, decided before anything is written. */
export type RingRule = {
  personId: string;
  /** Why the caller may not ring this person and is told so; null where they may. */
  refusal: Problem | null;
  /** The ring never reaches this person and leaves no trace with them; the caller hears it ring. */
  isSilenced: boolean;
  /** Shown without tone, vibration or full screen. */
  isQuiet: boolean;
  /** A busy person is rung as waiting; otherwise the caller hears busy. */
  hasCallWaiting: boolean;
};

/**
 * How each of these people may be rung by the caller, in the given order. The one place where that is decided: for a
 * start, for adding people and for ringing again.
 */
export async function ringRules(
  tx: Transaction,
  callerId: string,
  personIds: readonly string[],
): Promise<RingRule[]> {
  const [answers, settings] = await Promise.all([
    callability(tx, callerId, personIds),
    ringSettingsOf(tx, personIds),
  ]);
  return answers.map(({ personId, iBlockedThem, exists, isContact, theyBlockedMe, theySilencedMe }) => {
    const theirs = settings.get(personId);
    const isStranger = !isContact && theirs?.whoMayRing !== "anyone";
    return {
      personId,
      refusal: iBlockedThem ? { code: "you_blocked_them" } : exists ? null : { code: "person_not_found" },
      isSilenced: theyBlockedMe || isStranger,
      isQuiet: theySilencedMe || theirs?.quiet != null,
      hasCallWaiting: theirs?.hasCallWaiting ?? true,
    };
  });
}
