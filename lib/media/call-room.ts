import {
  ConnectionState,
  DisconnectReason,
  LocalAudioTrack,
  type LocalTrack,
  MediaDeviceFailure,
  Room,
  RoomEvent,
  Track,
} from "livekit-client";
import type { AdmissionRole, MediaKind } from "@/server/calls/contract";
import { release } from "./capture";
import { readChoice, rememberChoice } from "./choice";
import { canShareConnection, encryptedPublishing } from "@/lib/e2ee/frames/browser-limits";
import { Downstream, type Ears, type Encryption } from "./downstream";
import { type HardwareTrouble, hardwareTrouble } from "./hardware";
import { roomOptions } from "./options";
import { putOffDynacast } from "./late-dynacast";
import { reconciler } from "./reconcile";
import { whenAllowed } from "./rights";
import { LINGER_MS, type RoomRoster } from "./room-roster";
import { rtcConfig } from "./rtc-config";
import { Upstream } from "./upstream";

/** What the person wants to send. */
export type Wanted = { microphone: boolean; camera: boolean; share: boolean };
export type Source = keyof Wanted;

export type RoomWatcher = {
  onConnection(connection: "connected" | "reconnecting"): void;
  /** The connection is gone. `isFinal`: the server ended it, and trying again would be wrong. */
  onGone(isFinal: boolean): void;
  /** What is really sent, after each change. */
  onSending(sending: Wanted): void;
  onTrouble(source: Source, trouble: HardwareTrouble): void;
  /** False while the browser forbids sound before a click. */
  onPlayback(canPlay: boolean): void;
};

/** The server's words for "do not come back with this": anything else is worth another try. */
const FINAL: ReadonlySet<DisconnectReason | undefined> = new Set([
  DisconnectReason.PARTICIPANT_REMOVED,
  DisconnectReason.ROOM_DELETED,
  DisconnectReason.DUPLICATE_IDENTITY,
  DisconnectReason.CLIENT_INITIATED,
]);

/** A room that nobody watches yet: it was connected while it rings. */
const nobody: RoomWatcher = {
  onConnection() {},
  onGone() {},
  onSending() {},
  onTrouble() {},
  onPlayback() {},
};
/** One microphone of a person is heard, and one loudspeaker of theirs is on. */
const earsOf: Record<AdmissionRole, Ears> = { active: "open", standby: "covered", companion: "shut" };

/** `isRinging`: the device connects before it is answered on. `isFirst`: it has started the call, and nobody is there yet. */
type Purpose = {
  media: MediaKind;
  isRinging?: boolean;
  isFirst?: boolean;
  encryption?: Encryption | null;
  role?: AdmissionRole;
};

/** One connection to a call's room. It is used once: a new attempt is a new object, and `close` leaves nothing behind. */
export class CallRoom {
  readonly room: Room;
  watcher: RoomWatcher = nobody;
  readonly #isFirst: boolean;
  readonly #encryption: Encryption | null;
  #isClosed = false;
  #role: AdmissionRole;
  #steppingBack: ReturnType<typeof setTimeout> | undefined;
  #published: Promise<void> = Promise.resolve();
  readonly #upstream: Upstream;
  readonly #downstream: Downstream;
  readonly #loops: Record<Source, ReturnType<typeof reconciler<boolean>>>;

  constructor({ media, isRinging = false, isFirst = false, encryption = null, role = "active" }: Purpose) {
    // With a connection for each way what others publish arrives 150 ms sooner (the SFU offers it); with one for both, a device that
    // is connected already publishes 70 ms sooner.
    this.room = new Room({
      ...roomOptions,
      singlePeerConnection: isRinging && canShareConnection(),
      publishDefaults: encryptedPublishing({ ...roomOptions.publishDefaults }),
      encryption: encryption?.frames.encryption,
    });
    if (role === "standby") putOffDynacast(this.room);
    this.#encryption = encryption;
    this.#isFirst = isFirst;
    this.#role = role;
    this.#upstream = new Upstream(this.room.localParticipant);
    this.#downstream = new Downstream(this.room, {
      media,
      encryption,
      isHidden: isRinging,
      ears: earsOf[role],
    });
    const loop = (source: Source) =>
      reconciler<boolean>(
        (isOn) => this.#apply(source, isOn),
        (error) => this.#failed(source, error),
      );
    this.#loops = { microphone: loop("microphone"), camera: loop("camera"), share: loop("share") };
    this.#listen();
  }

  /**
   * Connects and publishes what was captured at the same time: the publication waits for the signal connection by itself,
   * so neither waits for the other. Rejects when no connection comes about.
   */
  async connect(url: string, token: string, tracks: Promise<LocalTrack[]>): Promise<void> {
    await this.#encryption?.frames.guard(this.room);
    const published = this.#publish(tracks);
    // Who comes into a running call has everybody's tracks in the first negotiation; asked for later they wait for a second one.
    await this.room.connect(url, token, { autoSubscribe: !this.#isFirst, rtcConfig: rtcConfig() });
    await this.#connected(published);
  }

  /** Connects a device that rings: unseen, and nothing is sent or comes in until `appear`. */
  async listen(url: string, token: string): Promise<void> {
    await this.#encryption?.frames.guard(this.room);
    await this.room.connect(url, token, { autoSubscribe: false, rtcConfig: rtcConfig() });
    // What was muted while the connection came about was told to nobody.
    this.#downstream.look();
  }

  /** The call was answered here: publishes as soon as the rights come. Rejects when they do not, or the connection is gone. */
  async appear(tracks: Promise<LocalTrack[]>): Promise<void> {
    this.#downstream.appear();
    // The answer is the click that a browser wants before it plays sound.
    if (!this.room.canPlaybackAudio) void this.room.startAudio().catch(() => {});
    await whenAllowed(this.room);
    await this.#connected(this.#publish(tracks));
  }

  #publish(tracks: Promise<LocalTrack[]>): Promise<void> {
    const published = this.#publishMade(tracks);
    this.#published = published.catch(() => {});
    return published;
  }

  async #publishMade(tracks: Promise<LocalTrack[]>): Promise<void> {
    const made = await tracks;
    // Left while the browser still asked: nothing may keep the camera's light on.
    if (this.#isClosed || this.#role === "companion") return release(made);
    // Nothing of it may be heard beside the device that is active.
    if (this.#role === "standby") await muteSound(made);
    await Promise.all(made.map((track) => this.room.localParticipant.publishTrack(track)));
  }

  async #connected(published: Promise<void>): Promise<void> {
    this.watcher.onConnection("connected");
    this.watcher.onPlayback(this.room.canPlaybackAudio);
    this.#downstream.look();
    await published.catch((error: unknown) => this.#failed("microphone", error));
    this.#tellSending();
    const { speaker } = readChoice();
    if (speaker) await this.room.switchActiveDevice("audiooutput", speaker).catch(() => {});
  }

  /** Sends nothing while nobody has answered. What is published is announced all the same. */
  setQuiet(isQuiet: boolean): void {
    void (isQuiet ? this.#upstream.shut() : this.#upstream.open()).catch(() => {});
  }

  /** Nothing is sent or comes in, and the connection stays; camera and microphone are free for another call. */
  park(): void {
    this.#downstream.park();
    this.#freeMicrophoneOnMute(true);
    for (const source of ["microphone", "camera", "share"] as const) this.want(source, false);
  }

  /** Sends again what is wanted; the roster says what comes in. */
  unpark(wanted: Omit<Wanted, "share">): void {
    this.want("microphone", wanted.microphone);
    this.want("camera", wanted.camera);
    void this.#loops.microphone.settled().then(() => this.#freeMicrophoneOnMute(false));
  }

  #freeMicrophoneOnMute(isFreed: boolean): void {
    const track = this.room.localParticipant.getTrackPublication(Track.Source.Microphone)?.audioTrack;
    if (track instanceof LocalAudioTrack) track.stopOnMute = isFreed;
  }

  /**
   * A device beside the active one takes its place: publishes as a standby device does, as soon as the rights come. Rejects when they do
   * not, or the connection is gone.
   */
  async rise(tracks: Promise<LocalTrack[]>): Promise<void> {
    this.setRole("standby");
    await whenAllowed(this.room);
    await this.#publish(tracks);
    this.#tellSending();
  }

  /**
   * This device's part from now on. An active one is heard and hears; a standby one sends its picture and neither is heard nor hears;
   * a companion hears and sends nothing, and what it sent before ends 500 ms later.
   */
  setRole(role: AdmissionRole): void {
    if (this.#role === role) return;
    this.#role = role;
    clearTimeout(this.#steppingBack);
    this.#downstream.setEars(earsOf[role]);
    if (role === "companion") this.#steppingBack = setTimeout(() => void this.#stepBack(), LINGER_MS);
  }

  async #stepBack(): Promise<void> {
    const me = this.room.localParticipant;
    const sent = [Track.Source.Microphone, Track.Source.Camera].flatMap(
      (source) => me.getTrackPublication(source)?.track ?? [],
    );
    await me.unpublishTracks(sent).catch(() => {});
    this.#tellSending();
  }

  /** The call has moved to another device: this one hears nothing more at once, sends for 500 ms, and leaves. */
  fade(): void {
    this.watcher = nobody;
    this.#downstream.close();
    setTimeout(() => this.close(), LINGER_MS);
  }

  /** Who is in the room by Peal's word, and who has moved from one identity to another since the last one. */
  setRoster(roster: RoomRoster, moved?: ReadonlyMap<string, string>): void {
    this.#downstream.setRoster(roster, moved);
  }

  /** Somebody may be heard now, or may not any more. */
  look(): void {
    this.#downstream.look();
  }

  /** Turns a source on or off: the latest wish wins. */
  want(source: Source, isOn: boolean): void {
    if (!isOn) this.#silence(source);
    this.#loops[source].want(isOn);
  }

  /** Changes a device in the running call, and remembers it. Rejects when the browser cannot. */
  async useDevice(kind: MediaDeviceKind, deviceId: string): Promise<void> {
    await this.room.switchActiveDevice(kind, deviceId, kind !== "audiooutput");
    const name = { audioinput: "microphone", videoinput: "camera", audiooutput: "speaker" } as const;
    rememberChoice({ [name[kind]]: deviceId });
  }

  /** Starts the sound; must be called in a click. */
  async unlockSound(): Promise<void> {
    await this.room.startAudio();
  }

  get isOpen(): boolean {
    return !this.#isClosed && this.room.state === ConnectionState.Connected;
  }

  /** Leaves the room and frees camera and microphone. */
  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#steppingBack);
    for (const loop of Object.values(this.#loops)) loop.close();
    this.room.removeAllListeners();
    void this.room.disconnect(true);
    this.#downstream.close();
  }

  #listen(): void {
    const { room } = this;
    const tell = () => this.#tellSending();
    room
      .on(RoomEvent.Reconnecting, () => this.watcher.onConnection("reconnecting"))
      .on(RoomEvent.Reconnected, () => this.watcher.onConnection("connected"))
      .on(RoomEvent.Disconnected, (reason) => this.watcher.onGone(FINAL.has(reason)))
      .on(RoomEvent.AudioPlaybackStatusChanged, () => this.watcher.onPlayback(room.canPlaybackAudio))
      // Whoever appears has answered: this comes sooner than the server's picture of the call.
      .on(RoomEvent.ParticipantConnected, () => this.setQuiet(false))
      .on(RoomEvent.MediaDevicesError, (error, kind) => this.#deviceFailed(error, kind))
      .on(RoomEvent.LocalTrackPublished, () => {
        if (this.#upstream.isShut) this.setQuiet(true);
        tell();
      })
      .on(RoomEvent.LocalTrackUnpublished, tell)
      .on(RoomEvent.TrackMuted, tell)
      .on(RoomEvent.TrackUnmuted, tell);
  }

  /** Stops sending at once, also while the connection is away and the SFU cannot be told. */
  #silence(source: Source): void {
    if (this.room.state === ConnectionState.Connected || source === "share") return;
    const kind = source === "microphone" ? Track.Source.Microphone : Track.Source.Camera;
    const track = this.room.localParticipant.getTrackPublication(kind)?.track;
    if (track) track.mediaStreamTrack.enabled = false;
  }

  #whenConnected(): Promise<void> {
    const { room } = this;
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

  async #apply(source: Source, isOn: boolean): Promise<void> {
    // A change amid a reconnection is lost to the others: it waits, and the latest wish wins.
    await this.#whenConnected();
    // Turned on before it is published, a source would be published twice.
    await this.#published;
    const me = this.room.localParticipant;
    if (source === "microphone") await me.setMicrophoneEnabled(isOn, { deviceId: readChoice().microphone });
    if (source === "camera") await me.setCameraEnabled(isOn, { deviceId: readChoice().camera });
    if (source === "share") await me.setScreenShareEnabled(isOn, { audio: true, contentHint: "detail" });
    this.#tellSending();
  }

  #tellSending(): void {
    const me = this.room.localParticipant;
    this.watcher.onSending({
      microphone: me.isMicrophoneEnabled,
      camera: me.isCameraEnabled,
      share: me.isScreenShareEnabled,
    });
  }

  #failed(source: Source, error: unknown): void {
    this.#tellSending();
    // Closing the browser's own chooser is an answer, not a failure.
    if (source === "share" && hardwareTrouble(error) === "denied") return;
    this.watcher.onTrouble(source, hardwareTrouble(error));
  }

  #deviceFailed(error: Error, kind?: MediaDeviceKind): void {
    if (!MediaDeviceFailure.getFailure(error)) return;
    this.watcher.onTrouble(kind === "videoinput" ? "camera" : "microphone", hardwareTrouble(error));
  }
}

const muteSound = async (tracks: LocalTrack[]) =>
  await Promise.all(tracks.map(async (track) => track.kind === Track.Kind.Audio && (await track.mute())));

export { capture, captureEarly, completeTracks, release } from "./capture";
