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
import type { MediaKind } from "@/server/calls/contract";
import { release } from "./capture";
import { readChoice, rememberChoice } from "./choice";
import { canShareConnection, encryptedPublishing } from "@/lib/e2ee/frames/browser-limits";
import { Downstream, type Encryption } from "./downstream";
import { type HardwareTrouble, hardwareTrouble } from "./hardware";
import { roomOptions } from "./options";
import { reconciler } from "./reconcile";
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
/** How long after its answer a device waits for its rights. */
const RIGHTS_MS = 3_000;

/** `isRinging`: the device connects before it is answered on. `isFirst`: it has started the call, and nobody is there yet. */
type Purpose = { media: MediaKind; isRinging?: boolean; isFirst?: boolean; encryption?: Encryption | null };

/** One connection to a call's room. It is used once: a new attempt is a new object, and `close` leaves nothing behind. */
export class CallRoom {
  readonly room: Room;
  watcher: RoomWatcher = nobody;
  readonly #isFirst: boolean;
  readonly #encryption: Encryption | null;
  #isClosed = false;
  readonly #upstream: Upstream;
  readonly #downstream: Downstream;
  readonly #loops: Record<Source, ReturnType<typeof reconciler<boolean>>>;

  constructor({ media, isRinging = false, isFirst = false, encryption = null }: Purpose) {
    // With a connection for each way what others publish arrives 150 ms sooner (the SFU offers it); with one for both, a device that
    // is connected already publishes 70 ms sooner.
    this.room = new Room({
      ...roomOptions,
      singlePeerConnection: isRinging && canShareConnection(),
      publishDefaults: encryptedPublishing({ ...roomOptions.publishDefaults }),
      encryption: encryption?.frames.encryption,
    });
    this.#encryption = encryption;
    this.#isFirst = isFirst;
    this.#upstream = new Upstream(this.room.localParticipant);
    this.#downstream = new Downstream(this.room, { media, encryption, isHidden: isRinging });
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
    published.catch(() => {});
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
    await this.#whenAllowed();
    await this.#connected(this.#publish(tracks));
  }

  async #publish(tracks: Promise<LocalTrack[]>): Promise<void> {
    const made = await tracks;
    // Left while the browser still asked: nothing may keep the camera's light on.
    if (this.#isClosed) return release(made);
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

  /** The SFU identities on Peal's roster. Nobody else's tracks are ever asked for. */
  setRoster(identities: ReadonlySet<string>): void {
    this.#downstream.setRoster(identities);
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

  async #whenAllowed(): Promise<void> {
    const { room } = this;
    const isAllowed = () => room.localParticipant.permissions?.canPublish === true;
    if (isAllowed()) return;
    await new Promise<void>((resolve, reject) => {
      const settle = (act: () => void) => () => {
        clearTimeout(late);
        room.off(RoomEvent.ParticipantPermissionsChanged, look).off(RoomEvent.Disconnected, gone);
        act();
      };
      const gone = settle(() => reject(new Error("no rights came")));
      const allowed = settle(resolve);
      const look = () => isAllowed() && allowed();
      const late = setTimeout(gone, RIGHTS_MS);
      room.on(RoomEvent.ParticipantPermissionsChanged, look).on(RoomEvent.Disconnected, gone);
    });
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

export { capture, captureEarly, completeTracks, release } from "./capture";
