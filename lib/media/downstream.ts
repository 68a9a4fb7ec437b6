import {
  type RemoteParticipant,
  type RemoteTrack,
  type RemoteTrackPublication,
  type Room,
  RoomEvent,
  Track,
} from "livekit-client";
import type { FrameEncryption } from "@/lib/e2ee/frames/frame-encryption";
import { isAnnouncedEncrypted, mayPlay } from "@/lib/e2ee/frames/may-play";
import type { MediaKind } from "@/server/calls/contract";
import { expectPicture } from "./expected-picture";
import { MovedSound } from "./moved-sound";
import type { Hearing, RoomRoster } from "./room-roster";
import { createSpeaker } from "./speaker";

/** What is sent and received under the keys of a call. `mayAttach`: of whom anything may be heard. */
export type Encryption = { frames: FrameEncryption; mayAttach(identity: string): boolean };
/** What this device hears: all, nothing yet (its sound is ready), or nothing at all. */
export type Ears = "open" | "covered" | "shut";
type Listening = { media: MediaKind; encryption: Encryption | null; isHidden: boolean; ears: Ears };

/** How long the roster may be behind the SFU. */
const NEWCOMER_MS = 2_000;
/** How long somebody's sound waits for their picture, so that both are asked for at once. */
const TOGETHER_MS = 120;

/** The same for the sound of a device that is about to take a call over: it is not heard before. */
const UNSEEN_TOGETHER_MS = 600;

/** What comes in: of whom tracks are asked for, and whose sound is played. */
export class Downstream {
  readonly #room: Room;
  readonly #media: MediaKind;
  readonly #encryption: Encryption | null;
  readonly #speaker = createSpeaker();
  /** Null until it is known. */
  #roster: RoomRoster | null = null;
  #ears: Ears;
  readonly #moved: MovedSound;
  /** It rings here: nothing may come in. */
  #isHidden: boolean;
  #isClosed = false;
  /** Who has just come, and whose tracks the SFU may have given us: the roster may be a moment behind. */
  readonly #newcomers = new Set<string>();
  readonly #expected = new Map<RemoteTrack, () => void>();
  /** Since when a device that is not seen yet has been there without a picture. */
  readonly #pictureless = new Map<string, number>();

  constructor(room: Room, { media, encryption, isHidden, ears }: Listening) {
    this.#room = room;
    this.#ears = ears;
    this.#moved = new MovedSound(room, () => this.look());
    this.#media = media;
    this.#encryption = encryption;
    this.#isHidden = isHidden;
    room
      // Who is there is known with the first signal: asking now saves waiting for the media connection.
      .on(RoomEvent.SignalConnected, () => {
        for (const participant of room.remoteParticipants.values()) this.#welcome(participant);
        this.look();
      })
      .on(RoomEvent.ParticipantConnected, (participant) => {
        this.#welcome(participant);
        this.look();
      })
      .on(RoomEvent.TrackPublished, (_, participant) => this.#lookAtBoth(participant))
      .on(RoomEvent.TrackSubscribed, (track, publication, participant) => {
        this.#hear(participant, publication);
        this.#expect(track, participant);
      })
      .on(RoomEvent.TrackUnsubscribed, (track) => this.#speaker.stop(track))
      .on(RoomEvent.TrackMuted, () => {
        if (this.#isHidden) this.look();
      });
  }

  /** Peal's roster; nobody else is heard. `moved`: of whom the call has gone from one identity to another since the last one. */
  setRoster(roster: RoomRoster, moved: ReadonlyMap<string, string> = new Map()): void {
    for (const [from, to] of moved) this.#moved.moved(from, to);
    this.#roster = roster;
    this.look();
  }

  /** What is heard from now on. */
  setEars(ears: Ears): void {
    this.#ears = ears;
    this.look();
  }

  /** Nothing comes in from now on. */
  close(): void {
    this.#isClosed = true;
    this.#moved.close();
    this.#speaker.close();
  }

  /** Nothing comes in until there is a roster again. */
  park(): void {
    this.#newcomers.clear();
    this.setRoster(new Map());
  }

  /** The ring was answered here. */
  appear(): void {
    this.#isHidden = false;
    this.look();
    this.#turnOn();
    this.#drawExpected();
  }

  /** Asks for what is wanted now, and plays what may be heard. */
  look(): void {
    if (this.#isClosed) return;
    for (const participant of this.#room.remoteParticipants.values()) {
      const hearing = this.#hearingOf(participant);
      if (!hearing && this.#newcomers.has(participant.identity)) continue;
      for (const publication of publicationsOf(participant)) {
        // While it rings a track is asked for once its sender has stopped sending, so that nothing comes in.
        if (this.#isHidden && !publication.isMuted) continue;
        const isWanted =
          this.#isWanted(hearing, publication) &&
          this.#isReadable(publication) &&
          !this.#awaitsPicture(participant, hearing, publication);
        if (publication.isDesired !== isWanted) publication.setSubscribed(isWanted);
        this.#hear(participant, publication);
      }
    }
  }

  #hearingOf({ identity }: RemoteParticipant): Hearing | undefined {
    return this.#moved.has(identity) ? "heard" : this.#roster?.get(identity);
  }

  #isWanted(hearing: Hearing | undefined, { source, kind }: RemoteTrackPublication): boolean {
    if (!hearing || hearing === "none") return false;
    if (this.#ears === "shut" && kind === Track.Kind.Audio) return false;
    const isScreen = source === Track.Source.ScreenShare || source === Track.Source.ScreenShareAudio;
    return hearing === "heard" || isScreen === (hearing === "shared");
  }

  /** The SFU rests for 150 ms between two negotiations: whoever asked for the sound alone would wait so long for the picture. */
  #lookAtBoth(participant: RemoteParticipant): void {
    const isFirst = publicationsOf(participant).length === 1;
    const lacksPicture = !participant.getTrackPublication(Track.Source.Camera);
    if (this.#media === "video" && isFirst && lacksPicture) setTimeout(() => this.look(), TOGETHER_MS);
    else this.look();
  }

  #awaitsPicture(
    participant: RemoteParticipant,
    hearing: Hearing | undefined,
    { kind, isDesired }: RemoteTrackPublication,
  ): boolean {
    if (this.#media !== "video" || hearing !== "unseen" || kind !== Track.Kind.Audio || isDesired)
      return false;
    if (participant.getTrackPublication(Track.Source.Camera)) return false;
    const { identity } = participant;
    const since = this.#pictureless.get(identity) ?? performance.now();
    if (!this.#pictureless.has(identity)) setTimeout(() => this.look(), UNSEEN_TOGETHER_MS);
    this.#pictureless.set(identity, since);
    return performance.now() - since < UNSEEN_TOGETHER_MS;
  }

  #welcome({ identity }: RemoteParticipant): void {
    this.#newcomers.add(identity);
    setTimeout(() => {
      if (this.#newcomers.delete(identity)) this.look();
    }, NEWCOMER_MS);
  }

  /** In an encrypted call what is not is never asked for. */
  #isReadable(publication: RemoteTrackPublication): boolean {
    return !this.#encryption || isAnnouncedEncrypted(publication);
  }

  #hear(participant: RemoteParticipant, publication: RemoteTrackPublication): void {
    const { track } = publication;
    const { identity } = participant;
    const hearing = this.#hearingOf(participant);
    if (!track || !hearing) return;
    const { mayAttach } = this.#encryption ?? {};
    // Who has been moved from is on no list any more, and was on it a moment ago.
    const isMember = !mayAttach || mayAttach(identity) || this.#moved.has(identity);
    const mayBeHeard = isMember && (!this.#encryption || mayPlay(track, publication));
    if (!mayBeHeard || !this.#isWanted(hearing, publication)) this.#speaker.stop(track);
    else if (this.#isLoud(identity, hearing)) this.#speaker.play(track);
    else this.#speaker.prepare(track);
  }

  #isLoud(identity: string, hearing: Hearing): boolean {
    const isOver = this.#moved.has(identity) && !this.#moved.isHeard(identity);
    return this.#ears === "open" && hearing !== "unseen" && !isOver;
  }

  #expect(track: RemoteTrack, { identity }: RemoteParticipant): void {
    const heard = [...(this.#roster ?? [])].flatMap(([one, hearing]) => (hearing === "heard" ? one : []));
    const place = { at: Math.max(0, heard.indexOf(identity)), people: Math.max(1, heard.length) };
    const draw = expectPicture(track, place);
    if (draw) this.#expected.set(track, draw);
    if (!this.#isHidden) this.#drawExpected();
  }

  #drawExpected(): void {
    for (const draw of this.#expected.values()) draw();
    this.#expected.clear();
  }

  /** A muted track is turned off in this browser too, and the first frames may come before the word that it is not any more. */
  #turnOn(): void {
    for (const participant of this.#room.remoteParticipants.values()) {
      for (const { track } of publicationsOf(participant)) if (track) track.mediaStreamTrack.enabled = true;
    }
  }
}

function publicationsOf(participant: RemoteParticipant): RemoteTrackPublication[] {
  return [...participant.trackPublications.values()].filter((one) => one.source !== Track.Source.Unknown);
}
