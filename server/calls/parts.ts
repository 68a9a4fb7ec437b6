import { randomUUID } from "node:crypto";
import { config } from "../config";
import { now, nowPlus } from "../clock";
import { type Engagement, found } from "./busy";
import type { RingRule } from "./ring-rules";

/** Rows of people who are rung for the first time in a call. */
export function newParts(callId: string, rungBy: string, rules: RingRule[], taken: Map<string, Engagement>) {
  return rules.map((rule) => {
    const state = found(rule, taken.get(rule.personId));
    return {
      id: randomUUID(),
      callId,
      userId: rule.personId,
      rungBy,
      isSilenced: rule.isSilenced,
      isQuiet: rule.isQuiet,
      state,
      ...(state === "busy" ? { endedAt: now } : { ringExpiresAt: nowPlus(config().PEAL_RING_MS) }),
    };
  });
}
