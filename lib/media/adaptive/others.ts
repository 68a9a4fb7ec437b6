import { ConnectionQuality, type Room, Track } from "livekit-client";
import type { Reaching } from "./speech";

const poor: ReadonlySet<ConnectionQuality> = new Set([ConnectionQuality.Poor, ConnectionQuality.Lost]);
const fair: ReadonlySet<ConnectionQuality> = new Set([...poor, ConnectionQuality.Good]);

/** What the SFU tells of those who hear this device: how their networks are, and whether anybody takes its picture (dynacast). */
export function othersOf({
  remoteParticipants,
  localParticipant,
}: Room): Pick<Reaching, "isPoor" | "isFair" | "isSeen"> {
  const others = [...remoteParticipants.values()];
  const camera = localParticipant.getTrackPublication(Track.Source.Camera);
  const layers = camera?.isMuted ? [] : (camera?.track?.sender?.getParameters().encodings ?? []);
  const all = (among: ReadonlySet<ConnectionQuality>) =>
    others.length > 0 && others.every(({ connectionQuality }) => among.has(connectionQuality));
  return {
    isPoor: all(poor),
    isFair: all(fair),
    isSeen: layers.length > 0 ? layers.some(({ active }) => active) : null,
  };
}
