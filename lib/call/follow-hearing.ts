import { type RemoteParticipant, type Room, RoomEvent, Track } from "livekit-client";
import { liveState } from "@/lib/live/live-store";
import type { CallRoom } from "@/lib/media/call-room";
import { hearRoom } from "@/lib/media/hear-room";
import { Loudest } from "@/lib/media/loudest";
import { mutedPeople, personVolumes, volumeOf } from "./for-oneself";

const sounds = [Track.Source.Microphone, Track.Source.ScreenShareAudio] as const;

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
  const stops = [liveState, mutedPeople, personVolumes].map((store) => store.subscribe(apply));
  const stopFollowing = hearRoom(room, {
    // After these somebody else may have to be heard.
    [RoomEvent.TrackSubscribed]: apply,
    [RoomEvent.TrackMuted]: apply,
    [RoomEvent.TrackUnmuted]: apply,
    [RoomEvent.ActiveSpeakersChanged]: (speakers) => {
      loudest.speak(speakers.filter((one) => !one.isLocal).map((one) => one.identity));
      apply();
    },
    [RoomEvent.ParticipantDisconnected]: ({ identity }) => {
      loudest.forget(identity);
      apply();
    },
  });
  apply();
  return () => {
    stopFollowing();
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
