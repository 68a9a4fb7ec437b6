import { EngineEvent, ParticipantEvent, type Room, Track } from "livekit-client";

/** Whoever is there has asked for a new picture by then. */
const ASKED_MS = 1_500;

/**
 * A camera is announced before anybody can ask for it, so that the SFU turns its layers off at once and on again a moment later, and the
 * encoder starts twice. Its word on a new camera is put off for 1.5 s; then the last one counts.
 */
export function putOffDynacast(room: Room): void {
  const { options } = room;
  room.localParticipant.on(ParticipantEvent.LocalTrackPublished, ({ source }) => {
    if (source !== Track.Source.Camera || !options.dynacast) return;
    options.dynacast = false;
    const latest = new Map<string, () => void>();
    const stop = listen(room.engine, (trackSid, repeat) => latest.set(trackSid, repeat));
    setTimeout(() => {
      options.dynacast = true;
      stop();
      for (const repeat of latest.values()) repeat();
    }, ASKED_MS);
  });
}

function listen(engine: Room["engine"], hear: (trackSid: string, repeat: () => void) => void): () => void {
  const event = EngineEvent.SubscribedQualityUpdate;
  const listener: Parameters<typeof engine.on<typeof event>>[1] = (update) =>
    hear(update.trackSid, () => engine.emit(event, update));
  engine.on(event, listener);
  return () => engine.off(event, listener);
}
