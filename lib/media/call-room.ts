import { ConnectionState, type LocalTrack, Room, RoomEvent } from "livekit-client";
import type { AdmissionRole, FailureStage, MediaKind } from "@/server/calls/contract";
import { readChoice, rememberChoice } from "./choice";
import { canShareConnection, encryptedPublishing } from "@/lib/e2ee/frames/browser-limits";
import { Downstream, type Ears, type Encryption } from "./downstream";
import { roomOptions } from "./options";
import { putOffDynacast } from "./late-dynacast";
import { GentleStart } from "./gentle-start";
import { Publisher } from "./publisher";
import { mergeOffers } from "./merge-offers";
import { resendSound } from "./resend-sound";
import { reconnectPolicy } from "./reconnect-policy";
import { whenAllowed } from "./rights";
import { LINGER_MS, type RoomRoster } from "./room-roster";
import { nobody, type RoomWatcher, type Source, tellConnection, type Wanted } from "./room-watcher";
import { rtcConfig } from "./rtc-config";
import { followStage } from "./stage-of";
import { Upstream } from "./upstream";

export type { Gone, RoomWatcher, Source, Wanted } from "./room-watcher";

/** One microphone of a person is heard, and one loudspeaker of theirs is on. */
const earsOf: Record<AdmissionRole, Ears> = { active: "open", standby: "covered", companion: "shut" };

/** For how long a browser waits for the SFU's signalling, and for a path of the media, in ms. */
const TIMEOUTS = { websocketTimeout: 5_000, peerConnectionTimeout: 10_000 };

/** `isRelayed`: by the relay alone. `withinMs`: for how long at most, what is captured not counted. */
export type Way = { isRelayed: boolean; withinMs: number };

/**
 * `isRinging`: the device connects before it is answered on, or goes in; `mayListen`: it may ask for what others send by then. `isFirst`: it has
 * started the call, and nobody is there yet.
 */
type Purpose = {
  media: MediaKind;
  isRinging?: boolean;
  mayListen?: boolean;
  isFirst?: boolean;
  encryption?: Encryption | null;
  role?: AdmissionRole;
};

/** One connection to a call's room. It is used once: a new attempt is a new object, and `close` leaves nothing behind. */
export class CallRoom {
  readonly room: Room;
  watcher: RoomWatcher = nobody;
  /** How far it got while it was made. */
  stage: FailureStage = "signalling";
  readonly #isFirst: boolean;
  readonly #mayListen: boolean;
  readonly #encryption: Encryption | null;
  #isClosed = false;
  #role: AdmissionRole;
  #steppingBack: ReturnType<typeof setTimeout> | undefined;
  readonly #upstream: Upstream;
  readonly #downstream: Downstream;
  readonly #publisher: Publisher;
  readonly #start: GentleStart;

  constructor(purpose: Purpose) {
    const {
      media,
      isRinging = false,
      mayListen = true,
      isFirst = false,
      encryption = null,
      role = "active",
    } = purpose;
    // With a connection for each way what others publish arrives 150 ms sooner (the SFU offers it); with one for both, a device that
    // is connected already publishes 70 ms sooner.
    const options = roomOptions();
    this.room = new Room({
      ...options,
      reconnectPolicy,
      singlePeerConnection: isRinging && canShareConnection(),
      publishDefaults: encryption
        ? encryptedPublishing({ ...options.publishDefaults })
        : options.publishDefaults,
      encryption: encryption?.frames.encryption,
    });
    resendSound(this.room);
    mergeOffers(this.room);
    if (role === "standby") putOffDynacast(this.room);
    this.#encryption = encryption;
    this.#isFirst = isFirst;
    this.#mayListen = mayListen;
    this.#role = role;
    this.#upstream = new Upstream(this.room.localParticipant);
    this.#start = new GentleStart(this.room.localParticipant);
    this.#downstream = new Downstream(this.room, {
      media,
      encryption,
      isHidden: isRinging,
      ears: earsOf[role],
    });
    this.#publisher = new Publisher(this.room, { role: () => this.#role, watcher: () => this.watcher });
    this.#listen();
  }

  /**
   * Connects and publishes what was captured at the same time: the publication waits for the signal connection by itself,
   * so neither waits for the other. Rejects when no connection comes about; `stage` says then how far it got.
   */
  async connect(url: string, token: string, tracks: Promise<LocalTrack[]>, way: Way): Promise<void> {
    await this.#encryption?.frames.guard(this.room);
    const published = this.#publisher.publish(tracks);
    // Who comes into a running call has everybody's tracks in the first negotiation; asked for later they wait for a second one.
    const rtc = { rtcConfig: rtcConfig(way.isRelayed), ...TIMEOUTS };
    const progress = followStage(this.room);
    try {
      await soon(this.room.connect(url, token, { autoSubscribe: !this.#isFirst, ...rtc }), way.withinMs);
    } finally {
      this.stage = progress.stage();
      progress.stop();
    }
    await this.#connected(published);
  }

  /** Connects a device that rings, or stands ready for a move: unseen, and nothing is sent or comes in until `appear`. */
  async listen(url: string, token: string, isRelayed: boolean): Promise<void> {
    await this.#encryption?.frames.guard(this.room);
    await this.room.connect(url, token, {
      autoSubscribe: false,
      rtcConfig: rtcConfig(isRelayed),
      ...TIMEOUTS,
    });
    // What was muted while the connection came about was told to nobody.
    this.#downstream.look();
  }

  /**
   * The call was answered here, or is taken over: publishes as soon as the rights come. Rejects when they do not, or the connection is gone.
   */
  async appear(tracks: Promise<LocalTrack[]>): Promise<void> {
    if (this.#mayListen) this.#downstream.appear();
    // The answer is the click that a browser wants before it plays sound.
    if (!this.room.canPlaybackAudio) void this.room.startAudio().catch(() => {});
    await whenAllowed(this.room);
    // The SFU would look into what was asked for without the right only seconds later.
    if (!this.#mayListen) this.#downstream.appear();
    await this.#connected(this.#publisher.publish(tracks));
  }

  async #connected(published: Promise<void>): Promise<void> {
    this.watcher.onConnection("connected");
    this.watcher.onPlayback(this.room.canPlaybackAudio);
    this.#downstream.look();
    await published.catch((error: unknown) => this.#publisher.failed("microphone", error));
    this.#publisher.tell();
    const { speaker } = readChoice();
    if (speaker) await this.room.switchActiveDevice("audiooutput", speaker).catch(() => {});
  }

  /** Sends nothing, since nobody has answered yet. */
  get isQuiet(): boolean {
    return this.#upstream.isShut;
  }

  /** Sends nothing while nobody has answered. What is published is announced all the same. */
  setQuiet(isQuiet: boolean): void {
    if (!isQuiet && this.isQuiet) this.#start.begin();
    void (isQuiet ? this.#upstream.shut() : this.#upstream.open()).catch(() => {});
  }

  /** Nothing is sent or comes in, and the connection stays; camera and microphone are free for another call. */
  park(): void {
    this.#downstream.park();
    this.#publisher.freeMicrophoneOnMute(true);
    for (const source of ["microphone", "camera", "share"] as const) this.want(source, false);
  }

  /** Sends again what is wanted; the roster says what comes in. */
  unpark(wanted: Omit<Wanted, "share">): void {
    this.want("microphone", wanted.microphone);
    this.want("camera", wanted.camera);
    void this.#publisher.settled("microphone").then(() => this.#publisher.freeMicrophoneOnMute(false));
  }

  /**
   * A device beside the active one takes its place: publishes as a standby device does, as soon as the rights come. Rejects when they do
   * not, or the connection is gone.
   */
  async rise(tracks: Promise<LocalTrack[]>): Promise<void> {
    this.setRole("standby");
    await whenAllowed(this.room);
    await this.#publisher.publish(tracks);
    this.#publisher.tell();
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
    if (role === "companion")
      this.#steppingBack = setTimeout(() => void this.#publisher.stepBack(), LINGER_MS);
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
    this.#publisher.want(source, isOn);
  }

  /** Whether the last wish was to send it no more. */
  isTurnedOff(source: Source): boolean {
    return this.#publisher.isTurnedOff(source);
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
    this.#publisher.close();
    this.room.removeAllListeners();
    void this.room.disconnect(true);
    this.#downstream.close();
  }

  #listen(): void {
    tellConnection(this.room, () => this.watcher);
    this.room
      // Whoever appears has answered: this comes sooner than the server's picture of the call.
      .on(RoomEvent.ParticipantConnected, () => this.setQuiet(false))
      .on(RoomEvent.LocalTrackPublished, () => {
        if (this.isQuiet) this.setQuiet(true);
        else this.#start.goOn();
      });
  }
}

async function soon(made: Promise<void>, ms: number): Promise<void> {
  let late: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    late = setTimeout(() => reject(new Error("no connection came about in time")), ms);
  });
  await Promise.race([made, tooLate]).finally(() => clearTimeout(late));
}

export { capture, captureEarly, completeTracks, release } from "./capture";
