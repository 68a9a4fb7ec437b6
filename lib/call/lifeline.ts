import { ConnectionState } from "livekit-client";
import { receivedEachWay, samplesOf } from "@/lib/media/samples";
import type { Attendant } from "./attended";
import { Reach } from "./reach";
import { Vigil } from "./vigil";

/** How often a connection is looked at that may be broken. */
const CLOSER_MS = 250;

/**
 * Watches over a connection beside LiveKit, which tells neither that nothing comes in any more nor that the room itself is gone. What is
 * broken is said at once. LiveKit may mend it; where it has not a moment after Peal can be reached, or for long, the connection counts as
 * lost, and the seat comes back through Peal.
 */
export const lifeline: Attendant = ({ room }) => {
  const samples = samplesOf(room.room);
  const vigil = new Vigil();
  let reach: Reach | null = null;

  const look = (now = Date.now(), received = samples.value ? receivedEachWay(samples.value) : []) => {
    const isRestarting = room.room.state === ConnectionState.Reconnecting;
    const verdict = vigil.look({ now, received, isRestarting });
    if (verdict === "broke") {
      room.watcher.onConnection("reconnecting");
      reach = new Reach((isReachable) => {
        vigil.heard(Date.now(), isReachable);
        room.watcher.onReach(isReachable);
      });
    }
    if (verdict === "mended") {
      reach?.close();
      room.watcher.onConnection("connected");
    }
    if (verdict === "lost") {
      const isReached = reach?.isReachable;
      end();
      room.watcher.onGone("lost", isReached);
    }
  };
  const leave = () => {
    const now = Date.now();
    vigil.left(now);
    look(now);
  };
  window.addEventListener("offline", leave);
  // A browser that is too busy to count is not judged meanwhile.
  const stopReading = samples.subscribe(() => look());
  let isOver = false;
  const lookCloser = async () => {
    if (!vigil.isUneasy(Date.now())) return;
    const received = await samples.received();
    if (received && !isOver) look(Date.now(), received);
  };
  const closer = setInterval(() => void lookCloser(), CLOSER_MS);
  const end = () => {
    isOver = true;
    clearInterval(closer);
    stopReading();
    window.removeEventListener("offline", leave);
    reach?.close();
  };
  return end;
};
