import {
  LocalAudioTrack,
  type LocalTrack,
  LocalVideoTrack,
  type Room,
  RoomEvent,
  Track,
} from "livekit-client";
import { hearRoom } from "../hear-room";
import { dressed } from "./dress";
import { isPlain } from "./effect";
import { takesNoise, wornEffect } from "./worn";

/** Puts effects on what is sent, and takes them off, as they are chosen in the running call. */
export function attendEffects({ room: { room } }: { room: { room: Room } }): () => void {
  let work = Promise.resolve();
  const look = () => {
    work = work.then(() => follow(room)).catch(() => {});
  };
  const stops = [
    wornEffect.subscribe(look),
    takesNoise.subscribe(look),
    hearRoom(room, { [RoomEvent.LocalTrackPublished]: look, [RoomEvent.TrackUnmuted]: look }),
  ];
  look();
  return () => {
    for (const stop of stops) stop();
  };
}

async function follow(room: Room): Promise<void> {
  const me = room.localParticipant;
  const camera = me.getTrackPublication(Track.Source.Camera);
  // A camera that is off has ended: it is looked at again once it is on.
  if (camera?.track instanceof LocalVideoTrack && !camera.isMuted) await dress(camera.track);
  const microphone = me.getTrackPublication(Track.Source.Microphone)?.track;
  if (microphone instanceof LocalAudioTrack) await quieten(microphone);
}

async function dress(camera: LocalVideoTrack): Promise<void> {
  if (isPlain(wornEffect.value)) return await undress(camera);
  if (camera.getProcessor()) return;
  const { processor } = (await dressed()) ?? {};
  if (processor) await camera.setProcessor(processor);
}

async function quieten(microphone: LocalAudioTrack): Promise<void> {
  if (!takesNoise.value) return await undress(microphone);
  if (microphone.getProcessor()) return;
  const { NoiseProcessor, noiseContext } = await import("./noise-processor");
  await microphone.setAudioContext(noiseContext());
  await microphone.setProcessor(new NoiseProcessor());
}

async function undress(track: LocalTrack): Promise<void> {
  if (track.getProcessor()) await track.stopProcessor();
}
