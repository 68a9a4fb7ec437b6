import { AccessToken, TrackSource, type VideoGrant } from "livekit-server-sdk";
import { config } from "../config";
import { type MaySend, type SendSource, sendSources } from "./contract";

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
  // Under the call's encryption; who may not write is refused by name, not by this.
  canPublishData: true,
};

/** What a device beside the active one may do: see everything, and share a screen. Never a microphone, never a camera. */
const companionRights = {
  ...callRights,
  canPublishSources: [TrackSource.SCREEN_SHARE, TrackSource.SCREEN_SHARE_AUDIO],
};

const tracksOf: Record<SendSource, TrackSource[]> = {
  microphone: [TrackSource.MICROPHONE],
  camera: [TrackSource.CAMERA],
  screen_share: [TrackSource.SCREEN_SHARE, TrackSource.SCREEN_SHARE_AUDIO],
};

/** What a person may send, but for one source that is withheld from them for now. */
export const without = (maySend: MaySend, withheld: SendSource | undefined): MaySend =>
  withheld ? (maySend ?? sendSources).filter((one) => one !== withheld) : maySend;

/** Rights without what this person may not send. */
export function limitedTo<Rights extends VideoGrant>(rights: Rights, maySend: MaySend): Rights {
  if (!maySend || !rights.canPublishSources) return rights;
  const allowed = new Set(maySend.flatMap((source) => tracksOf[source]));
  const canPublishSources = rights.canPublishSources.filter((source) => allowed.has(source));
  // An empty list would allow every source.
  return { ...rights, canPublish: canPublishSources.length > 0, canPublishSources };
}

/** Rights of a device that is seen, as the SFU takes them while it is connected. */
export const seenRights = { call: callRights, companion: companionRights };

/**
 * `hidden`: nobody sees the device, and it may subscribe and nothing else. `none`: nobody sees it, and it may nothing. `companion`: beside
 * the active device.
 */
export type TokenRights = "call" | "companion" | "hidden" | "none";
const rightsOf: Record<TokenRights, VideoGrant> = {
  ...seenRights,
  hidden: { hidden: true, canSubscribe: true, canPublish: false, canPublishData: false },
  none: { hidden: true, canSubscribe: false, canPublish: false, canPublishData: false },
};

/**
 * A token for one room (by the name that `placeOf` answers) and one admission, good for 90 s, with the least rights that a call needs. No metadata,
 * nothing of the room's administration.
 */
export async function mintToken(
  room: string,
  admissionId: string,
  rights: TokenRights = "call",
  maySend: MaySend = null,
): Promise<string> {
  return await sign(admissionId, { room, ...limitedTo(rightsOf[rights], maySend) });
}

/** A token for a trial's room, in which nobody may send anything. */
export async function mintTrialToken(room: string, trialId: string): Promise<string> {
  return await sign(trialId, { room, ...rightsOf.hidden });
}

async function sign(identity: string, grant: VideoGrant): Promise<string> {
  const { LIVEKIT_API_KEY, LIVEKIT_API_SECRET } = config();
  const token = new AccessToken(LIVEKIT_API_KEY, LIVEKIT_API_SECRET, { identity, ttl: TOKEN_LIFE_S });
  token.addGrant({ roomJoin: true, ...grant, canUpdateOwnMetadata: false });
  return await token.toJwt();
}
