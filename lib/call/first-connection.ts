import type { Way } from "@/lib/media/call-room";
import { rest } from "@/lib/rest";
import type { FailureStage } from "@/server/calls/contract";

/** Until when a path of any kind may come about, and until when one through the relay. In ms. */
const ANY_PATH_MS = 10_000;
const RELAYED_MS = 20_000;
/** Less time than this is not worth an attempt, in ms. */
const SHORTEST_MS = 1_000;
const REST_MS = 1_000;

const stages: readonly FailureStage[] = ["signalling", "ice", "dtls", "keys"];
const further = (one: FailureStage, other: FailureStage): FailureStage =>
  stages.indexOf(one) > stages.indexOf(other) ? one : other;

/** Makes one connection; null where it is there, else how far it got. */
export type Attempt = (way: Way) => Promise<FailureStage | null>;

/**
 * Makes the first connection: in any way for 10 s, then through the relay alone until 20 s have passed. Null once it is there or nobody
 * wants it any more, else how far it got at most.
 */
export async function firstConnection(attempt: Attempt, isOver: () => boolean): Promise<FailureStage | null> {
  const begunAt = performance.now();
  let stage: FailureStage = "signalling";
  while (!isOver()) {
    const spent = performance.now() - begunAt;
    const isRelayed = ANY_PATH_MS - spent < SHORTEST_MS;
    const withinMs = (isRelayed ? RELAYED_MS : ANY_PATH_MS) - spent;
    if (withinMs < SHORTEST_MS) return stage;
    const failed = await attempt({ isRelayed, withinMs });
    if (!failed) return null;
    stage = further(stage, failed);
    await rest(REST_MS);
  }
  return null;
}
