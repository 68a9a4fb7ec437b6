import { EngineEvent, getBrowser, type Room } from "livekit-client";
import { withSound } from "./session-description";

/** What LiveKit keeps of a connection. */
type Transport = { _pc: RTCPeerConnection | null };
type CreateOffer = (options?: RTCOfferOptions) => Promise<RTCSessionDescriptionInit>;

/**
 * Has what is lost of one's own sound on the way to the SFU sent again (generic NACK, RFC 4585). Browsers offer that for pictures alone,
 * and the SFU asks for nothing that was not offered. Without it whoever loses packets on the way up is heard with holes: RED, which would
 * fill them, is off under encryption. Firefox cannot, and stays as it is.
 */
export function resendSound({ engine }: Room, userAgent = navigator.userAgent): void {
  if (getBrowser(userAgent)?.name === "Firefox") return;
  engine.on(EngineEvent.TransportsCreated, (publisher) => {
    const { _pc: connection } = publisher as unknown as Transport;
    if (connection) offerResending(connection);
  });
}

function offerResending(connection: RTCPeerConnection): void {
  const createOffer = connection.createOffer.bind(connection) as CreateOffer;
  const offering: CreateOffer = async (options) => {
    const { type, sdp } = await createOffer(options);
    return { type, sdp: withResending(sdp ?? "") };
  };
  Object.assign(connection, { createOffer: offering });
}

/** An offer whose Opus may be asked for again. Twice is once. */
export const withResending = (sdp: string): string => withSound(sdp, resent);

function resent(section: string): string {
  const opus = /^a=rtpmap:(\d+) opus\/48000.*\r?\n/im.exec(section);
  if (!opus) return section;
  const line = `a=rtcp-fb:${opus[1]} nack\r\n`;
  return section.includes(line) ? section : section.replace(opus[0], opus[0] + line);
}
