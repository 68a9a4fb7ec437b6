import { AccessToken, TrackSource } from "livekit-server-sdk";
import { config } from "../config";

const TOKEN_LIFE_S = 90;

/**
 * A token for one room and one admission, good for 90 s, with the least rights that a call needs: publish
 * the four named sources, subscribe. No data, no metadata, nothing of the room's administration.
 */
export async function mintToken(callId: string, admissionId: string): Promise<string> {
  const { LIVEKIT_API_KEY, LIVEKIT_API_SECRET } = config();
  const token = new AccessToken(LIVEKIT_API_KEY, LIVEKIT_API_SECRET, {
    identity: admissionId,
    ttl: TOKEN_LIFE_S,
  });
  token.addGrant({
    roomJoin: true,
    room: callId,
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
    canUpdateOwnMetadata: false,
  });
  return await token.toJwt();
}
