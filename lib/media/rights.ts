import { type Room, RoomEvent, Track } from "livekit-client";

/** How long a device waits for its rights, after its answer or before it takes a call over. */
const RIGHTS_MS = 3_000;

/** Resolves once this device may send its picture and sound. Rejects when the right does not come, or the connection is gone. */
export async function whenAllowed(room: Room): Promise<void> {
  if (isAllowed(room)) return;
  await new Promise<void>((resolve, reject) => {
    const settle = (act: () => void) => () => {
      clearTimeout(late);
      room.off(RoomEvent.ParticipantPermissionsChanged, look).off(RoomEvent.Disconnected, gone);
      act();
    };
    const gone = settle(() => reject(new Error("no rights came")));
    const allowed = settle(resolve);
    const look = () => isAllowed(room) && allowed();
    const late = setTimeout(gone, RIGHTS_MS);
    room.on(RoomEvent.ParticipantPermissionsChanged, look).on(RoomEvent.Disconnected, gone);
  });
}

function isAllowed({ localParticipant }: Room): boolean {
  const { canPublish = false, canPublishSources = [] } = localParticipant.permissions ?? {};
  // A second screen has neither; in a meeting somebody may have one of the two.
  const own = [Track.Source.Camera, Track.Source.Microphone].map(Track.sourceToProto);
  return canPublish && (canPublishSources.length === 0 || own.some((one) => canPublishSources.includes(one)));
}
