import { AccessToken, TrackSource, type VideoGrant } from "livekit-server-sdk";
import { config } from "../config";

const TOKEN_LIFE_S = 90;

/** What a device on a call may do: publish the four named sources, subscribe. */
export const callRights = {
  hidden: false,
  canSubscribe: true,
  canPublish: true,
  // An empty list would allow every source.
  canPublishSources: [
    TrackSource.MICROPHONE,
    TrackSource.CAMERA,
    TrackSource.SCREEN_SHARE,
    TrackSource.SCREEN_SHARE_AUDIO,
  ],
  canPublishData: false,
};

/** What a device beside the active one may do: see everything, and share a screen. Never a microphone, never a camera. */
const companionRights = {
  ...callRights,
  canPublishSources: [TrackSource.SCREEN_SHARE, TrackSource.SCREEN_SHARE_AUDIO],
};

/** Rights of a device that is seen, as the SFU takes them while it is connected. */
export const seenRights = { call: callRights, companion: companionRights };

/** `hidden`: nobody sees the device, and it may subscribe and nothing else. `companion`: beside the active device. */
export type TokenRights = "call" | "companion" | "hidden";
const rightsOf: Record<TokenRights, VideoGrant> = {
  ...seenRights,
  hidden: { hidden: true, canSubscribe: true, canPublish: false, canPublishData: false },
};

/**
 * A token for one room and one admission, good for 90 s, with the least rights that a call needs. No data, no metadata,
 * nothing of the room's administration.
 */
export async function mintToken(
  callId: string,
  admissionId: string,
  rights: TokenRights = "call",
): Promise<string> {
  const { LIVEKIT_API_KEY, LIVEKIT_API_SECRET } = config();
  const token = new AccessToken(LIVEKIT_API_KEY, LIVEKIT_API_SECRET, {
    identity: admissionId,
    ttl: TOKEN_LIFE_S,
  });
  token.addGrant({
    roomJoin: true,
    room: callId,
    ...rightsOf[rights],
    canUpdateOwnMetadata: false,
  });
  return await token.toJwt();
}
