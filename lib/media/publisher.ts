import {
  ConnectionState,
  LocalAudioTrack,
  type LocalTrack,
  MediaDeviceFailure,
  type Room,
  RoomEvent,
  Track,
} from "livekit-client";
import type { AdmissionRole } from "@/server/calls/contract";
import { release } from "./capture";
import { readChoice } from "./choice";
import { dressed } from "./effects/dress";
import { hardwareTrouble } from "./hardware";
import { screenCapture } from "./options";
import { reconciler } from "./reconcile";
import type { RoomWatcher, Source } from "./room-watcher";

/** `role`: as what the device is in the room at the time; `watcher`: who is told of what is sent. */
type Publishing = { role(): AdmissionRole; watcher(): RoomWatcher };

/** What this device sends into a room: published once, then driven towards what is wanted. */
export class Publisher {
  readonly #room: Room;
  readonly #of: Publishing;
  #isClosed = false;
  #published: Promise<void> = Promise.resolve();
  readonly #turnedOff = new Set<Source>();
  readonly #loops: Record<Source, ReturnType<typeof reconciler<boolean>>>;

  constructor(room: Room, of: Publishing) {
    this.#room = room;
    this.#of = of;
    const loop = (source: Source) =>
      reconciler<boolean>(
        (isOn) => this.#apply(source, isOn),
        (error) => this.failed(source, error),
      );
    this.#loops = { microphone: loop("microphone"), camera: loop("camera"), share: loop("share") };
    const tell = () => this.tell();
    room
      .on(RoomEvent.MediaDevicesError, (error, kind) => this.#deviceFailed(error, kind))
      .on(RoomEvent.LocalTrackPublished, tell)
      .on(RoomEvent.LocalTrackUnpublished, tell)
      .on(RoomEvent.TrackMuted, tell)
      .on(RoomEvent.TrackUnmuted, tell);
  }

  /** Publishes what was captured. Rejects where the room does not take it. */
  publish(tracks: Promise<LocalTrack[]>): Promise<void> {
    const published = this.#publishMade(tracks);
    this.#published = published.catch(() => {});
    return published;
  }

  async #publishMade(tracks: Promise<LocalTrack[]>): Promise<void> {
    const made = await tracks;
    const role = this.#of.role();
    // Left while the browser still asked: nothing may keep the camera's light on.
    if (this.#isClosed || role === "companion") return release(made);
    // Nothing of it may be heard beside the device that is active.
    if (role === "standby") await muteSound(made);
    await Promise.all(made.map((track) => this.#room.localParticipant.publishTrack(track)));
  }

  /** Turns a source on or off: the latest wish wins. */
  want(source: Source, isOn: boolean): void {
    if (isOn) this.#turnedOff.delete(source);
    else this.#turnedOff.add(source);
    if (!isOn) this.#silence(source);
    this.#loops[source].want(isOn);
  }

  /** Whether the last wish was to send it no more. */
  isTurnedOff(source: Source): boolean {
    return this.#turnedOff.has(source);
  }

  /** When the last wish for a source has been followed, or could not be. */
  async settled(source: Source): Promise<void> {
    await this.#loops[source].settled();
  }

  /** Whether a muted microphone is free for another call. */
  freeMicrophoneOnMute(isFreed: boolean): void {
    const track = this.#room.localParticipant.getTrackPublication(Track.Source.Microphone)?.audioTrack;
    if (track instanceof LocalAudioTrack) track.stopOnMute = isFreed;
  }

  /** Sends neither sound nor picture any more. */
  async stepBack(): Promise<void> {
    const me = this.#room.localParticipant;
    const sent = [Track.Source.Microphone, Track.Source.Camera].flatMap(
      (source) => me.getTrackPublication(source)?.track ?? [],
    );
    await me.unpublishTracks(sent).catch(() => {});
    this.tell();
  }

  /** Says what is really sent. */
  tell(): void {
    const me = this.#room.localParticipant;
    this.#of.watcher().onSending({
      microphone: me.isMicrophoneEnabled,
      camera: me.isCameraEnabled,
      share: me.isScreenShareEnabled,
    });
  }

  /** Says that a source could not be had. */
  failed(source: Source, error: unknown): void {
    this.tell();
    // Closing the browser's own chooser is an answer, not a failure.
    if (source === "share" && hardwareTrouble(error) === "denied") return;
    this.#of.watcher().onTrouble(source, hardwareTrouble(error));
  }

  close(): void {
    this.#isClosed = true;
    for (const loop of Object.values(this.#loops)) loop.close();
  }

  /** Stops sending at once, also while the connection is away and the SFU cannot be told. */
  #silence(source: Source): void {
    if (this.#room.state === ConnectionState.Connected || source === "share") return;
    const kind = source === "microphone" ? Track.Source.Microphone : Track.Source.Camera;
    const track = this.#room.localParticipant.getTrackPublication(kind)?.track;
    if (track) track.mediaStreamTrack.enabled = false;
  }

  async #apply(source: Source, isOn: boolean): Promise<void> {
    // A change amid a reconnection is lost to the others: it waits, and the latest wish wins.
    await whenConnected(this.#room);
    // Turned on before it is published, a source would be published twice.
    await this.#published;
    const me = this.#room.localParticipant;
    if (source === "microphone") await me.setMicrophoneEnabled(isOn, { deviceId: readChoice().microphone });
    if (source === "camera") await this.#turnCamera(isOn);
    if (source === "share") await me.setScreenShareEnabled(isOn, screenCapture());
    this.tell();
  }

  /** Nobody sees a frame without the effect that is worn. */
  async #turnCamera(isOn: boolean): Promise<void> {
    const me = this.#room.localParticipant;
    const { track } = me.getTrackPublication(Track.Source.Camera) ?? {};
    const dress = isOn && !track?.getProcessor() ? await dressed() : {};
    if (!dress) return;
    const { processor } = dress;
    // A track that has ended takes no effect any more: one that begins with it is published in its place.
    if (track && processor) await me.unpublishTrack(track);
    await me.setCameraEnabled(isOn, { deviceId: readChoice().camera, processor });
  }

  #deviceFailed(error: Error, kind?: MediaDeviceKind): void {
    if (!MediaDeviceFailure.getFailure(error)) return;
    this.#of.watcher().onTrouble(kind === "videoinput" ? "camera" : "microphone", hardwareTrouble(error));
  }
}

const muteSound = async (tracks: LocalTrack[]) =>
  await Promise.all(tracks.map(async (track) => track.kind === Track.Kind.Audio && (await track.mute())));

function whenConnected(room: Room): Promise<void> {
  if (room.state === ConnectionState.Connected) return Promise.resolve();
  return new Promise((resume) => {
    const look = (state: ConnectionState) => {
      if (state !== ConnectionState.Connected) return;
      room.off(RoomEvent.ConnectionStateChanged, look);
      resume();
    };
    room.on(RoomEvent.ConnectionStateChanged, look);
  });
}
