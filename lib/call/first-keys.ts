import { liveState } from "@/lib/live/live-store";
import type { SeatCore } from "./seat-core";

const LOOK_MS = 1_000;
/** For how long somebody is there of whom nothing can be read, before the call counts as failed. In ms. */
const LONGEST_MS = 20_000;

/** Waits for the first keys of an encrypted call. `onMissing`: none came although somebody was there for 20 s. */
export function awaitFirstKeys(seat: SeatCore, onMissing: () => void): void {
  let waitedMs = 0;
  const timer = setInterval(() => {
    if (seat.state.security?.members.some((one) => one.isSecured)) return clearInterval(timer);
    waitedMs = isSomebodyThere(seat) ? waitedMs + LOOK_MS : 0;
    if (waitedMs < LONGEST_MS) return;
    clearInterval(timer);
    onMissing();
  }, LOOK_MS);
  seat.onClose(() => clearInterval(timer));
}

function isSomebodyThere({ state, isHeld }: SeatCore): boolean {
  const call = liveState.value?.call;
  if (isHeld || state.phase !== "connected" || call?.callId !== state.callId) return false;
  return call.participants.some((one) => !one.isMe && one.admissionId && one.isPresent && !one.isHeld);
}
