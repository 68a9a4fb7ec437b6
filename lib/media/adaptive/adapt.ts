import { ConnectionState, type Room } from "livekit-client";
import { qualityAnswer } from "@/lib/quality/answer";
import { readChoice } from "../choice";
import { samplesOf } from "../samples";
import { adaptationOf } from "./adaptation";
import { applyDown, awaitsPicture } from "./apply-down";
import { applyUp, isShut } from "./apply-up";
import { adapted, newAdaptation, type Policy, policyOf } from "./decide";
import { observe, sendsPicture } from "./observe";
import { othersOf } from "./others";
import { followOutage, isBlind, isOver, noOutage } from "./outage";

/** Losses are counted over this span. */
const LOSS_MS = 2_000;

/** Adapts a connection to what network and processor bear, once a second, from its first second on. The function that is returned ends that. */
export function adapt({ room: { room } }: { room: { room: Room } }): () => void {
  const samples = samplesOf(room);
  let state = newAdaptation;
  let sentMs = 0;
  let outage = noOutage;
  return samples.subscribe(() => {
    const last = samples.value;
    if (!last || room.state !== ConnectionState.Connected) return;
    const before = outage;
    outage = followOutage(before, last);
    if (isOver(before, outage)) [state, sentMs] = [newAdaptation, 0];
    if (outage.silentMs > 0) return;
    const isSending = !isShut(room);
    const { shortestMs } = state.down;
    sentMs = sendsPicture(last) ? sentMs + last.spanMs : 0;
    const others = othersOf(room);
    const circumstances = { isSending, sentMs, awaitsPicture: awaitsPicture(room), shortestMs, others };
    if (!isBlind(outage)) state = adapted(state, observe(last, samples.over(LOSS_MS) ?? last, circumstances));
    const policy = policyOf(state, {
      quality: readChoice().quality ?? "auto",
      advice: qualityAnswer.value?.advice ?? null,
    });
    applyDown(room, policy);
    if (isSending) applyUp(room, policy);
    show(room, policy);
  });
}

function show(room: Room, { isSoundOnly: { up, down }, givenUp }: Policy): void {
  const store = adaptationOf(room);
  const { isSoundOnly: before, givenUp: gaveUp } = store.value;
  if (before.up === up && before.down === down && gaveUp === givenUp) return;
  store.set({ isSoundOnly: { up, down }, givenUp });
}
