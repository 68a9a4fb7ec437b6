import type { Admission } from "../calls/contract";
import type { Asked } from "./route";

/** An admission as the API gives it: with the person's part in the call, and the relays. */
export async function connectionOf({ api }: Asked, admission: Admission) {
  const { callId, admissionId, url, token, isEncrypted, isRelayOnly } = admission;
  const [{ iceServers }, { call }] = await Promise.all([api.relay.iceServers(), api.live.state()]);
  const mine = call?.callId === callId ? call.participants.find(({ isMe }) => isMe) : undefined;
  const participantId = mine?.participantId ?? null;
  return { callId, participantId, admissionId, url, token, isEncrypted, isRelayOnly, iceServers };
}
