import type { Room } from "livekit-client";
import { withSound } from "../session-description";

/** What LiveKit keeps of a connection: one negotiation at a time holds the lock. */
type Transport = { _pc: RTCPeerConnection | null; offerLock: { lock(): Promise<() => void> } };

/** Opus' own, of which nothing is said. In ms. */
export const USUAL_MS = 20;

/** Browsers that do not take it: they are not asked each second. */
const refused = new WeakSet<RTCPeerConnection>();

/**
 * Has a connection send its sound in packets of `ms` (RFC 8866: a=ptime). The SFU has nothing to do with it and hears nothing of it: the
 * browser is told once more what both sides have agreed on, with another packet time of the other side. Twice is once; a browser that does
 * not take it, or a connection that is just being negotiated, stays as it is.
 */
export async function packSound({ engine }: Room, ms: number): Promise<void> {
  const transport = engine?.pcManager?.publisher as unknown as Transport | undefined;
  if (!transport?._pc || isDone(transport._pc, ms)) return;
  const unlock = await transport.offerLock.lock();
  try {
    if (transport._pc && !isDone(transport._pc, ms)) await agreeAgain(transport._pc, ms);
  } finally {
    unlock();
  }
}

function isDone({ currentRemoteDescription: answer, signalingState }: RTCPeerConnection, ms: number) {
  return signalingState !== "stable" || !answer || answer.sdp === withPacketTime(answer.sdp, ms);
}

async function agreeAgain(connection: RTCPeerConnection, ms: number): Promise<void> {
  const { currentLocalDescription: offer, currentRemoteDescription: answer } = connection;
  if (offer?.type !== "offer" || !answer || refused.has(connection)) return;
  const sdp = withPacketTime(answer.sdp, ms);
  try {
    // One behind the other in the browser's own queue: nothing comes between them.
    await Promise.all([
      connection.setLocalDescription(offer),
      connection.setRemoteDescription({ type: "answer", sdp }),
    ]);
  } catch {
    refused.add(connection);
    if (connection.signalingState === "have-local-offer")
      await connection.setLocalDescription({ type: "rollback" });
  }
}

/** A description of a session whose sound is to come in packets of `ms`. */
export const withPacketTime = (sdp: string, ms: number): string =>
  withSound(sdp, (section) => packedIn(section, ms));

function packedIn(section: string, ms: number): string {
  const rest = section.replace(/^a=(?:max)?ptime:.*\r?\n/gm, "");
  return ms === USUAL_MS ? rest : `${rest}a=ptime:${ms}\r\n`;
}
