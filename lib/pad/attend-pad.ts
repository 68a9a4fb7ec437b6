import type { Attendant } from "@/lib/call/attended";
import { dataLineOf } from "@/lib/call/data/data-line";
import { liveState } from "@/lib/live/live-store";
import { callNow } from "@/lib/chat/who";
import type { PadOfCall } from "./pad-of-call";
import { wantedPads } from "./pads";

/** Brings the pad along with each connection of a call, from when somebody writes in it or it is opened here. */
export const attendPad: Attendant = ({ room, callId }) => {
  let stop = () => {};
  let isOver = false;
  let isBegun = false;
  const look = () => {
    const talk = liveState.value?.talks.find((one) => one.callId === callId);
    const isWanted = wantedPads.value.has(callId) || (talk?.padSeq ?? 0) > 0;
    if (isBegun || !isWanted || !callNow(callId)) return;
    isBegun = true;
    load(callId).then(
      (of) => {
        if (of && !isOver) stop = of.connect(dataLineOf(room.room));
        isBegun = of !== null;
      },
      // The network breaks off: it is tried again when there is news.
      () => {
        isBegun = false;
      },
    );
  };
  const stops = [liveState.subscribe(look), wantedPads.subscribe(look)];
  look();
  return () => {
    isOver = true;
    for (const one of stops) one();
    stop();
  };
};

async function load(callId: string): Promise<PadOfCall | null> {
  const { padOf } = await import("./pad-of-call");
  const call = callNow(callId);
  return call && (await padOf(call));
}
