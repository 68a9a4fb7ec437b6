import type { LocalTrack } from "livekit-client";
import { api } from "@/lib/api/client";
import { canEncrypt } from "@/lib/e2ee/frames/can-encrypt";
import type { Elsewhere } from "@/server/live/contract";
import { enterCall } from "./session";
import type { Wishes } from "./wishes";

/** Takes a running call over from another device. */
export async function takeCall(elsewhere: Elsewhere, wishes: Wishes, _early?: LocalTrack[]): Promise<void> {
  const { callId, media, isEncrypted } = elsewhere;
  await enterCall({ media, callId, wishes, isEncrypted, steal: true }, () =>
    api.handoff.take.mutate({ callId, canEncrypt: canEncrypt() }),
  );
}

/** Joins beside the active device. */
export async function accompanyCall({ callId, media, isEncrypted }: Elsewhere): Promise<void> {
  const wishes = { microphone: false, camera: false };
  await enterCall({ media, callId, wishes, isEncrypted, steal: true }, () =>
    api.handoff.accompany.mutate({ callId, canEncrypt: canEncrypt() }),
  );
}

/** Asks another device of one's own to take the call. */
export async function askToMove(callId: string, deviceId: string): Promise<void> {
  await api.handoff.ask.mutate({ callId, deviceId });
}

/** Calls a move off. */
export async function cancelMove(callId: string): Promise<void> {
  await api.handoff.cancel.mutate({ callId });
}

/** The asked or taking device does not want to, or cannot. */
export async function declineMove(
  callId: string,
  reason: "declined" | "no_microphone" | "device_lost" = "declined",
): Promise<void> {
  await api.handoff.decline.mutate({ callId, reason });
}
