import type { LocalTrack } from "livekit-client";
import { api } from "@/lib/api/client";
import { Refusal } from "@/lib/api/problem-of";
import { end } from "@/lib/call/ahead";
import { takeAhead } from "@/lib/call/ahead-call";
import { enterCall } from "@/lib/call/session";
import { permitted, type Wishes } from "@/lib/call/wishes";
import { canEncrypt } from "@/lib/e2ee/frames/can-encrypt";
import { becomeGuest } from "@/lib/live/guest-door";
import { drawNow, hurry } from "@/lib/hurry";
import { startLive } from "@/lib/live/live-store";
import { type Store, writable } from "@/lib/store";
import { pressed } from "@/lib/press";
import { takeAtDoor } from "./at-door";
import { knowCall } from "./link";

/** Until then the connection is on its way, and there is time to draw. In ms. */
const DRAWN_AFTER_MS = 150;
/** With a connection ready what this device sends is on its way before a stage could be drawn. In ms. */
const SENT_WITHIN_MS = 700;

const going = writable<string | null>(null);

/** The address of the meeting that this tab is going into: a seat there that the stream tells of is not to be taken up besides. */
export const goingInto: Store<string | null> = going;

/** Which meeting, by which name where there is no account, and what is to be sent: `tracks` are those of a preview. */
export type Entering = {
  slug: string;
  name?: string | undefined;
  password?: string | undefined;
  /** What the page was told of the meeting: then nothing is ever sent in the clear. */
  isEncrypted: boolean;
  wishes: Wishes;
  /** Handed over once the server has let this device in. */
  tracks: () => LocalTrack[];
  /** Takes it from another tab of this device. */
  steal?: boolean;
};

/**
 * Goes into a meeting, or knocks. The id of its session, or null who has to wait: `guestDoor`, or the live state, says when it is time to
 * come again. Rejects with the server's refusal, with `cannot_encrypt`, `not_encrypted` and `on_another_call`.
 */
export async function enterMeeting(entering: Entering): Promise<string | null> {
  going.set(entering.slug);
  try {
    return await enter(entering);
  } finally {
    going.set(null);
  }
}

async function enter(entering: Entering): Promise<string | null> {
  const { slug, name, password, isEncrypted } = entering;
  if (isEncrypted && !canEncrypt()) throw new Refusal({ code: "cannot_encrypt" });
  pressed("join");
  const ready = await takeAtDoor(slug);
  const keys = (await ready?.lock?.announcement()) ?? [];
  const entered = await api.door.enter
    .mutate({ slug, name, password, canEncrypt: canEncrypt(), arrivalId: ready?.admissionId, keys })
    .catch((error: unknown) => {
      if (ready) end(ready);
      throw error;
    });
  const mine = entered.state === "in" && entered.admissionId === ready?.admissionId ? ready : null;
  if (ready && !mine) end(ready);
  const room = mine && entered.state === "in" && entered.isConnected ? mine.room : null;
  // What is drawn now would stand between the answer and the way to the media server.
  hurry(room ? SENT_WITHIN_MS : DRAWN_AFTER_MS);
  if (entered.guestId) becomeGuest(entered.guestId);
  startLive();
  if (entered.state === "waiting") return null;
  const { callId } = entered;
  knowCall(callId, slug);
  const expected = room && takeAhead(callId, entered.others);
  const may = permitted(entering.wishes, entered.maySend);
  const wishes = entered.isMuted ? { ...may, microphone: false } : may;
  if (mine && !room) {
    mine.undo();
    mine.room.close();
  }
  mine?.lock?.take(entered.keys);
  mine?.begin();
  // Its keys are known to the others: they stay, though the connection were gone.
  const warm = { room, lock: mine?.lock ?? null, roster: null, tracks: Promise.resolve(entering.tracks()) };
  const entry = {
    media: "video" as const,
    callId,
    wishes,
    isEncrypted,
    warm,
    expected,
    steal: entering.steal ?? false,
  };
  try {
    await enterCall(entry, async () => entered);
  } catch (error) {
    await api.calls.leave.mutate({ callId }).catch(() => {});
    throw error;
  } finally {
    drawNow();
  }
  return callId;
}
