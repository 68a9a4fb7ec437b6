import type { LocalTrack } from "livekit-client";
import { api } from "@/lib/api/client";
import { Refusal } from "@/lib/api/problem-of";
import { canEncrypt } from "@/lib/e2ee/frames/can-encrypt";
import type { Elsewhere } from "@/server/live/contract";
import { loadMedia } from "./load-media";
import { enterCall, riseIn } from "./session";
import { continueLayout } from "./stage-layout";
import { takeReady } from "./warm-move";
import type { Wishes } from "./wishes";

/**
 * Takes a call over that runs on another device of this person, or accepts that it is moved here. `early` are tracks that were opened for a
 * preview; they are used or let go of. Until it has moved, the session is `standby`; where it does not, it is over as `move_failed`, and the
 * call goes on where it was. Rejects with the server's refusal, with `cannot_encrypt`, and with `on_another_call`.
 */
export async function takeCall(elsewhere: Elsewhere, wishes: Wishes, early?: LocalTrack[]): Promise<void> {
  const { callId, media, isEncrypted, layout } = elsewhere;
  refuseUnreadable(elsewhere);
  // Beside the server's answer: a device that takes a call has not rung, and has none of this yet.
  if (isEncrypted) void loadMedia().then(({ CallLock }) => CallLock.prepare());
  const tracks = early ? Promise.resolve(early) : openTracks(wishes);
  const ready = await takeReady(callId);
  const warm = { room: ready?.room ?? null, lock: ready?.lock ?? null, roster: null, tracks };
  const take = async (held?: string) => {
    // A question to the person may take longer than a move does.
    if (!early && !(await isAllowed(wishes))) await tracks;
    return await api.handoff.take.mutate({ callId, canEncrypt: canEncrypt(), admissionId: held });
  };
  // A second screen has its own order already.
  if (await riseIn({ callId, wishes, warm }, take)) return;
  if (layout) continueLayout(layout);
  const entry = { media, callId, wishes, isEncrypted, steal: true, warm, role: "standby" as const };
  await enterCall(entry, () => take(ready?.admissionId));
}

/**
 * Joins a call beside the device of this person on which it runs: everything is seen, nothing is heard, and nothing is sent but a screen.
 * Rejects with the server's refusal, with `cannot_encrypt`, and with `on_another_call`.
 */
export async function accompanyCall(elsewhere: Elsewhere): Promise<void> {
  const { callId, media, isEncrypted } = elsewhere;
  refuseUnreadable(elsewhere);
  const wishes = { microphone: false, camera: false };
  await enterCall({ media, callId, wishes, isEncrypted, steal: true, role: "companion" }, () =>
    api.handoff.accompany.mutate({ callId, canEncrypt: canEncrypt() }),
  );
}

/** Asks another device of one's own to take the call; it rings there alone. Rejects with the server's refusal. */
export const askToMove = async (callId: string, deviceId: string): Promise<void> =>
  await api.handoff.ask.mutate({ callId, deviceId });

/** Takes back what was asked, or calls off a move that has begun. */
export const cancelMove = async (callId: string): Promise<void> =>
  await api.handoff.cancel.mutate({ callId });

/** The device that was asked, or that takes the call, does not want to, or cannot. */
export const declineMove = async (
  callId: string,
  reason: "declined" | "no_microphone" | "device_lost" = "declined",
): Promise<void> => await api.handoff.decline.mutate({ callId, reason });

function refuseUnreadable({ isEncrypted }: Elsewhere): void {
  if (isEncrypted && !canEncrypt()) throw new Refusal({ code: "cannot_encrypt" });
}

async function openTracks(wishes: Wishes): Promise<LocalTrack[]> {
  const { capture } = await loadMedia();
  return (await capture(wishes)).tracks;
}

async function isAllowed({ microphone, camera }: Wishes): Promise<boolean> {
  const ask = async (name: "microphone" | "camera") =>
    (await navigator.permissions.query({ name })).state !== "prompt";
  try {
    return (!microphone || (await ask("microphone"))) && (!camera || (await ask("camera")));
  } catch {
    // A browser that does not tell may ask.
    return false;
  }
}
