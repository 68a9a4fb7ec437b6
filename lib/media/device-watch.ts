import {
  type LocalTrack,
  LocalTrackPublication,
  type Room,
  RoomEvent,
  Track,
  TrackEvent,
} from "livekit-client";
import { rest } from "@/lib/rest";
import type { CallRoom } from "./call-room";
import { readChoice } from "./choice";
import { deviceNews, tellDevice } from "./device-news";
import { listDevices, nameOf } from "./devices";
import { hearRoom } from "./hear-room";

type Source = "microphone" | "camera";
type Used = { name: string };
/** `wasOn`: the person wanted to send it when it went. `chosen`: the choice of this browser then. */
type Lost = Used & { wasOn: boolean; chosen: string | undefined; replacedBy: string | null };

const sources = { microphone: Track.Source.Microphone, camera: Track.Source.Camera } as const;
const kinds = { microphone: "audioinput", camera: "videoinput" } as const;
/** One pulled plug is several events. */
const SETTLE_MS = 250;
/** How long LiveKit's own attempt to open another device may take. */
const RESTART_MS = 2_000;
/** A headset that changes its profile is silent for a moment. */
const SILENT_MS = 2_000;

/**
 * Follows the devices of a connection as they are plugged in and out: another one takes the place of one that goes, and the one that comes
 * back is used again, without a change of what was chosen. What happened is told in `deviceNews`. The function returned ends that.
 */
export function watchDevices({ room }: { room: CallRoom }): () => void {
  const watch = new DeviceWatch(room);
  return () => watch.end();
}

class DeviceWatch {
  readonly #call: CallRoom;
  readonly #room: Room;
  readonly #used = new Map<Source, Used>();
  #speaker: { name: string; deviceId: string } | null = null;
  #isSpeakerLost = false;
  readonly #lost = new Map<Source, Lost>();
  readonly #ended = new Map<Source, boolean>();
  readonly #off: (() => void)[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #work: Promise<void> = Promise.resolve();
  #isOver = false;

  constructor(call: CallRoom) {
    this.#call = call;
    this.#room = call.room;
    const { room } = call;
    const follow = (publication: unknown) => {
      if (publication instanceof LocalTrackPublication && publication.track) this.#follow(publication.track);
    };
    const soon = () => this.#soon();
    // What was chosen is known before it can go again.
    const now = () => this.#queue();
    // The browser's own word: LiveKit passes it on only where it could change over to what it takes for the usual device.
    navigator.mediaDevices.addEventListener("devicechange", soon);
    this.#off.push(
      () => navigator.mediaDevices.removeEventListener("devicechange", soon),
      hearRoom(room, {
        [RoomEvent.ActiveDeviceChanged]: now,
        [RoomEvent.LocalTrackPublished]: follow,
        [RoomEvent.TrackUnmuted]: soon,
      }),
    );
    for (const publication of room.localParticipant.trackPublications.values()) follow(publication);
    soon();
  }

  end(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
    for (const off of this.#off) off();
    for (const hardware of ["microphone", "camera", "speaker"] as const) tellDevice(hardware, null);
  }

  #follow(track: LocalTrack): void {
    const source = sourceOf(track);
    if (!source) return;
    const ended = () => {
      this.#ended.set(source, !track.isMuted);
      this.#soon();
    };
    const soon = () => this.#soon();
    track.on(TrackEvent.Ended, ended).on(TrackEvent.Restarted, soon);
    const stopListening = whenSilent(track, (isSilent) => void this.#silent(source, track, isSilent));
    this.#off.push(stopListening, () => {
      track.off(TrackEvent.Ended, ended).off(TrackEvent.Restarted, soon);
    });
    soon();
  }

  #soon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#queue(), SETTLE_MS);
  }

  #queue(): void {
    this.#work = this.#work.then(async () => await this.#look()).catch(() => {});
  }

  async #look(): Promise<void> {
    const devices = await listDevices();
    for (const source of ["microphone", "camera"] as const) {
      const there = devices.filter(({ kind }) => kind === kinds[source]);
      if (!this.#isOver) await this.#lookAt(source, there).catch(() => {});
    }
    if (!this.#isOver) await this.#lookAtSpeaker(devices.filter(({ kind }) => kind === "audiooutput"));
  }

  async #lookAt(source: Source, there: MediaDeviceInfo[]): Promise<void> {
    const track = this.#room.localParticipant.getTrackPublication(sources[source])?.track;
    if (!track) return;
    await restarted(track);
    const lost = this.#lost.get(source) ?? this.#findLost(source, there, track);
    const wasOn = this.#ended.get(source);
    this.#ended.delete(source);
    if (!lost) return this.#keep(source, track, there, wasOn ?? false);
    const home = there.find((device) => nameOf(device.label) === lost.name);
    if (home) return await this.#comeBack(source, lost, home);
    if (lost.replacedBy === null) await this.#replace(source, lost, track, there);
  }

  #findLost(source: Source, there: MediaDeviceInfo[], track: LocalTrack): Lost | null {
    const used = this.#used.get(source);
    if (!used || there.some((device) => nameOf(device.label) === used.name)) return null;
    const wasOn = this.#ended.get(source) ?? !track.isMuted;
    const lost = { ...used, wasOn, chosen: readChoice()[source], replacedBy: null };
    this.#lost.set(source, lost);
    return lost;
  }

  /** Notes what is in use. A device that is there and has ended all the same (another program, a headset's profile) is opened again. */
  #keep(source: Source, track: LocalTrack, there: MediaDeviceInfo[], wasOn: boolean): void {
    const device = deviceOf(track, there);
    if (isLive(track) && device) this.#used.set(source, { name: nameOf(device.label) });
    else if (wasOn && track.isMuted && !this.#call.isTurnedOff(source)) this.#call.want(source, true);
  }

  async #replace(source: Source, lost: Lost, track: LocalTrack, there: MediaDeviceInfo[]): Promise<void> {
    // LiveKit finds another one by itself, where the browser's usual one is one.
    const found = isLive(track) ? deviceOf(track, there) : undefined;
    const other = found ?? there[0];
    if (!other) return tellDevice(source, { state: "gone", name: lost.name });
    if (!found) await this.#use(source, other.deviceId, lost.wasOn);
    lost.replacedBy = nameOf(other.label);
    tellDevice(source, { state: "replaced", name: lost.name, by: lost.replacedBy });
  }

  async #comeBack(source: Source, lost: Lost, home: MediaDeviceInfo): Promise<void> {
    const track = this.#room.localParticipant.getTrackPublication(sources[source])?.track;
    const isOn = lost.replacedBy === null ? lost.wasOn : track?.isMuted === false;
    this.#lost.delete(source);
    // Another one was chosen meanwhile: that counts.
    if (readChoice()[source] !== lost.chosen) return tellDevice(source, null);
    await this.#use(source, home.deviceId, isOn);
    this.#used.set(source, { name: lost.name });
    tellDevice(source, { state: "back", name: lost.name });
  }

  async #use(source: Source, deviceId: string, isOn: boolean): Promise<void> {
    await this.#room.switchActiveDevice(kinds[source], deviceId, true);
    if (isOn && !this.#call.isTurnedOff(source)) this.#call.want(source, true);
  }

  /** LiveKit leaves a loudspeaker that is gone in most browsers; the one that was chosen is used again when it comes back. */
  async #lookAtSpeaker(there: MediaDeviceInfo[]): Promise<void> {
    const used = this.#speaker;
    const active = there.find(({ deviceId }) => deviceId === this.#activeSpeaker());
    const chosen = there.find(({ deviceId }) => deviceId === readChoice().speaker);
    if (used && !there.some(({ deviceId }) => deviceId === used.deviceId) && there[0]) {
      await this.#room.switchActiveDevice("audiooutput", there[0].deviceId).catch(() => {});
      tellDevice("speaker", { state: "replaced", name: used.name, by: nameOf(there[0].label) });
      this.#isSpeakerLost = true;
    } else if (this.#isSpeakerLost && chosen && active !== chosen) {
      this.#isSpeakerLost = false;
      await this.#room.switchActiveDevice("audiooutput", chosen.deviceId).catch(() => {});
      tellDevice("speaker", { state: "back", name: nameOf(chosen.label) });
    }
    const now = there.find(({ deviceId }) => deviceId === this.#activeSpeaker());
    this.#speaker = now ? { name: nameOf(now.label), deviceId: now.deviceId } : null;
  }

  #activeSpeaker = () => this.#room.getActiveDevice("audiooutput");

  /** The system has taken the device away without ending it: it is opened anew, and told of where that does not help. */
  async #silent(source: Source, track: LocalTrack, isSilent: boolean): Promise<void> {
    if (!isSilent)
      return deviceNews.value.get(source)?.state === "silent" ? tellDevice(source, null) : undefined;
    if (this.#isOver || track.isMuted || document.hidden) return;
    await track.restartTrack().catch(() => {});
    const { name } = this.#used.get(source) ?? {};
    if (name && track.mediaStreamTrack.muted) tellDevice(source, { state: "silent", name });
  }
}

const sourceOf = (track: LocalTrack): Source | null => {
  if (track.source === Track.Source.Microphone) return "microphone";
  return track.source === Track.Source.Camera ? "camera" : null;
};

/** The device behind a track; what an effect makes of its picture has no name of its own. */
const deviceOf = (track: LocalTrack, there: MediaDeviceInfo[]): MediaDeviceInfo | undefined =>
  there.find(({ deviceId }) => deviceId === track.getSourceTrackSettings().deviceId);

const isLive = (track: LocalTrack) => track.mediaStreamTrack.readyState === "live";

/** LiveKit opens another device, or mutes the track where it finds none. */
async function restarted(track: LocalTrack): Promise<void> {
  const until = performance.now() + RESTART_MS;
  while (!isLive(track) && !track.isMuted && performance.now() < until) {
    await rest(50);
  }
}

/** Tells when a track has given nothing for 2 s, by the system's doing, and when it gives something again. */
function whenSilent(track: LocalTrack, tell: (isSilent: boolean) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let media = track.mediaStreamTrack;
  const mute = () => {
    clearTimeout(timer);
    timer = setTimeout(() => tell(true), SILENT_MS);
  };
  const unmute = () => {
    clearTimeout(timer);
    tell(false);
  };
  const detach = () => {
    clearTimeout(timer);
    media.removeEventListener("mute", mute);
    media.removeEventListener("unmute", unmute);
  };
  const attach = () => {
    detach();
    media = track.mediaStreamTrack;
    media.addEventListener("mute", mute);
    media.addEventListener("unmute", unmute);
  };
  const seen = () => {
    if (!document.hidden && media.muted && media.readyState === "live") mute();
  };
  attach();
  track.on(TrackEvent.Restarted, attach);
  document.addEventListener("visibilitychange", seen);
  return () => {
    detach();
    track.off(TrackEvent.Restarted, attach);
    document.removeEventListener("visibilitychange", seen);
  };
}
