import { type RemoteParticipant, type Room, RoomEvent, Track } from "livekit-client";
import { liveState } from "@/lib/live/live-store";
import type { CallRoom } from "@/lib/media/call-room";
import { Loudest } from "@/lib/media/loudest";
import { mutedPeople, personVolumes, volumeOf } from "./for-oneself";

const sounds = [Track.Source.Microphone, Track.Source.ScreenShareAudio] as const;
/** After these somebody else may have to be heard. */
const changes = [RoomEvent.TrackSubscribed, RoomEvent.TrackMuted, RoomEvent.TrackUnmuted] as const;

/**
 * Plays everybody of a call as loud as was chosen for them here; of whom is muted here nothing is sent, nor of a crowd but of those who are
 * loudest. The function returned ends that.
 */
export function followHearing({ room: { room }, callId }: { room: CallRoom; callId: string }): () => void {
  const loudest = new Loudest();
  const apply = () => {
    const call = liveState.value?.call;
    if (call?.callId !== callId) return;
    const heard = loudest.heard(openMicrophones(room));
    for (const { isMe, person, admissionId, besides } of call.participants) {
      if (isMe) continue;
      for (const id of [admissionId, ...besides.map((one) => one.admissionId)]) {
        const remote = id ? room.remoteParticipants.get(id) : undefined;
        if (remote) play(remote, person.id, heard.has(remote.identity));
      }
    }
  };
  const speak = (speakers: { identity: string; isLocal: boolean }[]) => {
    loudest.speak(speakers.filter((one) => !one.isLocal).map((one) => one.identity));
    apply();
  };
  const forget = ({ identity }: RemoteParticipant) => {
    loudest.forget(identity);
    apply();
  };
  const stops = [liveState, mutedPeople, personVolumes].map((store) => store.subscribe(apply));
  for (const change of changes) room.on(change, apply);
  room.on(RoomEvent.ActiveSpeakersChanged, speak);
  room.on(RoomEvent.ParticipantDisconnected, forget);
  apply();
  return () => {
    for (const change of changes) room.off(change, apply);
    room.off(RoomEvent.ActiveSpeakersChanged, speak);
    room.off(RoomEvent.ParticipantDisconnected, forget);
    for (const stop of stops) stop();
  };
}

function openMicrophones(room: Room): string[] {
  const open = [...room.remoteParticipants.values()].filter((one) => {
    const microphone = one.getTrackPublication(Track.Source.Microphone);
    return microphone !== undefined && !microphone.isMuted;
  });
  return open.map((one) => one.identity);
}

function play(remote: RemoteParticipant, personId: string, isHeard: boolean): void {
  const isMuted = mutedPeople.value.has(personId);
  const volume = volumeOf(personId);
  for (const source of sounds) {
    const sound = remote.getTrackPublication(source);
    if (volume !== 1 || remote.getVolume(source) !== undefined) remote.setVolume(volume, source);
    // Whoever has closed theirs keeps it ready: nothing comes, and the first word is heard.
    const isLeftOut = source === Track.Source.Microphone && !isHeard && !sound?.isMuted;
    if (sound?.isDesired) sound.setEnabled(!isMuted && !isLeftOut);
  }
}
