import { api } from "@/lib/api/client";
import { canEncrypt } from "@/lib/e2ee/frames/can-encrypt";
import type { CallRoom } from "@/lib/media/call-room";
import { rest } from "@/lib/rest";
import type { Elsewhere } from "@/server/live/contract";
import type { CallLock } from "./call-lock";
import { loadMedia } from "./load-media";
import { encryptionOf } from "./session-warm";

type Movable = Pick<Elsewhere, "callId" | "media" | "isEncrypted">;
/** A connection to a call that this device may take over; its keys are made and told from now on. */
export type ReadyMove = { admissionId: string; room: CallRoom; lock: CallLock | null };
type Ready = ReadyMove & {
  /** Rejects where it does not come about. */
  connected: Promise<void>;
  /** Has the keys made. */
  begin: () => void;
};
/** What a page that shows a call of another device does ahead. */
type Warming = { callId: string; ready: Ready | null };

/** A connection that is being made is there before one that would be begun now, in ms. */
const SOON_MS = 700;

/** One at a time. */
let warming: Warming | null = null;

/**
 * Connects this device to a call that runs on another one of its person's, while they look at the preview: nobody sees it, and nothing goes
 * out or comes in. The function that is returned ends that, unless the call was taken meanwhile. What does not work is no loss: the
 * call is taken all the same.
 */
export function warmMove(call: Movable): () => void {
  const { callId, isEncrypted } = call;
  if (warming?.callId === callId || (isEncrypted && !canEncrypt())) return () => {};
  const mine: Warming = { callId, ready: null };
  stop(warming);
  warming = mine;
  connect(mine, call).catch(() => stop(mine));
  return () => stop(mine);
}

async function connect(mine: Warming, { callId, media, isEncrypted }: Movable): Promise<void> {
  const { warm } = await api.handoff.warm.mutate({ callId, canEncrypt: canEncrypt() });
  // What was shown as encrypted is taken as that, or not at all.
  if (!warm || warm.isEncrypted !== isEncrypted) return;
  const { CallRoom: Made, CallLock: Lock } = await loadMedia();
  if (warming !== mine) return;
  const { admissionId, url, token, isRelayOnly } = warm;
  let begin = () => {};
  const when = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const lock = isEncrypted ? Lock.open({ callId, admissionId, when }) : null;
  const room = new Made({ media, isRinging: true, encryption: encryptionOf(lock), role: "standby" });
  const connected = room.listen(url, token, isRelayOnly);
  mine.ready = { admissionId, room, lock, connected, begin };
  room.watcher = { ...room.watcher, onGone: () => stop(mine) };
  await connected;
}

/** Whether a connection to a call is there. */
export const isReady = (callId: string): boolean =>
  warming?.callId === callId && warming.ready?.room.isOpen === true;

/** Hands over the connection to a call, where there is one, or one in a moment. Null where there is none. */
export async function takeReady(callId: string): Promise<ReadyMove | null> {
  const mine = warming;
  if (mine?.callId !== callId) return null;
  warming = null;
  const { ready } = mine;
  if (!ready) return null;
  ready.begin();
  await Promise.race([ready.connected.catch(() => {}), rest(SOON_MS)]);
  if (ready.room.isOpen) return ready;
  end(ready);
  return null;
}

function stop(mine: Warming | null): void {
  if (!mine || warming !== mine) return;
  warming = null;
  if (mine.ready) end(mine.ready);
}

function end({ room, lock }: Ready): void {
  room.close();
  lock?.close();
}
