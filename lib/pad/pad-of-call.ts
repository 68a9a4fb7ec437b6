import { api } from "@/lib/api/client";
import type { DataLine } from "@/lib/call/data/data-line";
import { KeyRing } from "@/lib/chat/key-ring";
import { KeyTalk } from "@/lib/chat/key-talk";
import { type OwnPart, ownPart } from "@/lib/chat/own-part";
import { callsHere } from "@/lib/chat/who";
import { liveState } from "@/lib/live/live-store";
import type { LiveCall } from "@/server/live/contract";
import { Pad } from "./pad";
import { showPads } from "./pads";

const server = {
  write: api.chat.writePad.mutate,
  since: api.chat.padSince.query,
};

/** The pad of a call with what it needs of this browser: news of it, the keys of others, a word before the page goes. */
export class PadOfCall {
  readonly pad: Pad;
  readonly #talk: KeyTalk | null;
  readonly #stop: () => void;

  constructor({ callId, me, box }: OwnPart) {
    const ring = box && new KeyRing(callId, me, box.keys, box.boxKey, "pad");
    this.#talk = ring && new KeyTalk(callId, ring, () => void this.pad.openAll());
    this.pad = new Pad({ callId, me, server, ring, talk: this.#talk });
    const look = () => this.pad.look(liveState.value?.talks.find((one) => one.callId === callId)?.padSeq);
    const hide = () => document.visibilityState === "hidden" && this.pad.say();
    document.addEventListener("visibilitychange", hide);
    const stopLooking = liveState.subscribe(look);
    this.#stop = () => {
      document.removeEventListener("visibilitychange", hide);
      stopLooking();
    };
  }

  /** Uses a line for keys, until the function that it returns is called. */
  connect(line: DataLine): () => void {
    this.pad.hurry();
    const stop = this.#talk?.connect(line);
    return () => {
      this.pad.say();
      stop?.();
    };
  }

  close(): void {
    this.#stop();
    this.pad.close();
  }
}

const pads = new Map<string, PadOfCall>();

/** The pad of a call, the same each time; null while this person has no part in the call. */
export async function padOf(call: LiveCall): Promise<PadOfCall | null> {
  forgetOver();
  const own = await ownPart(call);
  if (!own) return null;
  const pad = pads.get(call.callId) ?? new PadOfCall(own);
  pads.set(call.callId, pad);
  show();
  return pad;
}

/** Pads of calls that are over here. */
function forgetOver(): void {
  const running = callsHere();
  for (const [callId, pad] of pads) {
    if (running.has(callId)) continue;
    pad.close();
    pads.delete(callId);
  }
}

const show = () => showPads(new Map([...pads].map(([callId, { pad }]) => [callId, pad])));
