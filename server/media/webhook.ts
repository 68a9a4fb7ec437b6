import { WebhookReceiver } from "livekit-server-sdk";
import { z } from "zod";
import { config } from "../config";
import { refuse } from "../errors";
import type { RoomEvent, TrialEvent } from "./contract";
import { callOfRoom } from "./place";
import { trialOfRoom } from "./trial-name";

const OLDEST_S = 300;
// livekit_models.proto, DisconnectReason: the participant itself left.
const CLIENT_INITIATED = 1;

/**
 * Reads a webhook of the SFU: signature over the raw body, at most 5 minutes old. Refuses with `not_found`
 * whatever is not LiveKit's, so that a stranger learns nothing.
 */
export async function readWebhook(
  body: string,
  authorization: string | null,
  nowMs: number,
): Promise<RoomEvent | TrialEvent> {
  const { LIVEKIT_API_KEY, LIVEKIT_API_SECRET } = config();
  const receiver = new WebhookReceiver(LIVEKIT_API_KEY, LIVEKIT_API_SECRET);
  const event = await receiver
    .receive(body, authorization ?? "", false)
    .catch(() => refuse({ code: "not_found" }));
  const ageS = nowMs / 1000 - Number(event.createdAt);
  if (ageS > OLDEST_S || ageS < -OLDEST_S) refuse({ code: "not_found" });

  const trialId = z.uuid().safeParse(trialOfRoom(event.room?.name ?? ""));
  if (trialId.success) return { kind: "trial", trialId: trialId.data };
  const callId = z.uuid().safeParse(callOfRoom(event.room?.name ?? ""));
  const admissionId = z.uuid().safeParse(event.participant?.identity);
  if (!callId.success || !admissionId.success) return { kind: "other" };
  const ids = { callId: callId.data, admissionId: admissionId.data };
  if (event.event === "participant_joined") return { kind: "joined", ...ids };
  if (event.event === "participant_left" || event.event === "participant_connection_aborted") {
    const byIntent = event.participant?.disconnectReason === CLIENT_INITIATED;
    return { kind: "left", ...ids, byIntent };
  }
  return { kind: "other" };
}
