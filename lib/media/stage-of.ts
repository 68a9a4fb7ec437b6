import { ConnectionState, type Room, RoomEvent } from "livekit-client";
import type { FailureStage } from "@/server/calls/contract";

const LOOK_MS = 100;
const found: ReadonlySet<RTCIceConnectionState> = new Set(["connected", "completed"]);

/** Follows how far a connection comes while it is made. */
export function followStage(room: Room): { stage(): FailureStage; stop(): void } {
  let stage: FailureStage = "signalling";
  const signalled = () => (stage = "ice");
  room.once(RoomEvent.SignalConnected, signalled);
  const timer = setInterval(() => {
    if (stage !== "signalling" && hasPath(room)) stage = "dtls";
  }, LOOK_MS);
  return {
    stage: () => stage,
    stop: () => {
      clearInterval(timer);
      room.off(RoomEvent.SignalConnected, signalled);
    },
  };
}

/** A way to the SFU was found; what comes next is its handshake. */
function hasPath({ engine, state }: Room): boolean {
  if (state === ConnectionState.Connected) return true;
  const { publisher, subscriber } = engine?.pcManager ?? {};
  return [publisher, subscriber].some((one) => one !== undefined && found.has(one.getICEConnectionState()));
}
