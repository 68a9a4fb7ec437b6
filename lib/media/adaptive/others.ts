import { ConnectionQuality, type Room, Track } from "livekit-client";
import type { Reaching } from "./speech";

const poor: ReadonlySet<ConnectionQuality> = new Set([ConnectionQuality.Poor, ConnectionQuality.Lost]);

/** What the SFU tells of those who hear this device: how their networks are, and whether anybody takes its picture (dynacast). */
export function othersOf({
  remoteParticipants,
  localParticipant,
}: Room): Pick<Reaching, "isPoor" | "isSeen"> {
  const others = [...remoteParticipants.values()];
  const camera = localParticipant.getTrackPublication(Track.Source.Camera);
  const layers = camera?.isMuted ? [] : (camera?.track?.sender?.getParameters().encodings ?? []);
  return {
    isPoor: others.length > 0 && others.every(({ connectionQuality }) => poor.has(connectionQuality)),
    isSeen: layers.length > 0 ? layers.some(({ active }) => active) : null,
  };
}
