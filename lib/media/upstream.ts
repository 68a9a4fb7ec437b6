import { type LocalParticipant, type LocalTrack, ParticipantEvent, type Track } from "livekit-client";
import { rest } from "@/lib/rest";

/** Packets after which the SFU has surely had one, and tells the others of the track. */
const ENOUGH_PACKETS = 3;
const LOOK_MS = 40;
/** Time for the packets on their way, beside one round trip. */
const MARGIN_MS = 80;

/**
 * Stops what is sent and keeps the camera on. A track is announced to the others once a first packet came, so silence and black go
 * out until it is, and then nothing until `open`. Tracks that are published later, or come back with another camera, do likewise.
 */
export class Upstream {
  #isShut = false;
  readonly #blanks = new Map<RTCRtpSender, { blank: MediaStreamTrack; track: Track }>();

  constructor(readonly me: LocalParticipant) {
    me.on(ParticipantEvent.LocalSenderCreated, (sender, track) => {
      if (this.#isShut) this.#blank(sender, track);
    });
  }

  get isShut(): boolean {
    return this.#isShut;
  }

  /** Shuts every track as soon as it is announced. May be called again, after each publication. */
  async shut(): Promise<void> {
    this.#isShut = true;
    await Promise.all(this.#tracks().map((track) => this.#shutOne(track)));
  }

  /** Sends again, at once; also what is still on its way to be published. */
  async open(): Promise<void> {
    if (!this.#isShut) return;
    this.#isShut = false;
    const blanked = [...this.#blanks].map(([sender, { track }]) => this.#restore(sender, track));
    await Promise.all([...blanked, ...this.#tracks().map((track) => this.#openOne(track))]);
  }

  /** LiveKit puts a track back when the camera is switched or comes on again: nothing may leave for that. */
  #blank(sender: RTCRtpSender, track: Track): void {
    const blank = track.mediaStreamTrack.clone();
    blank.enabled = false;
    this.#blanks.set(sender, { blank, track });
    const replaceTrack = RTCRtpSender.prototype.replaceTrack.bind(sender);
    sender.replaceTrack = async () => await replaceTrack(this.#blanks.get(sender)?.blank ?? null);
    void sender.replaceTrack(null).catch(() => {});
  }

  #unblank(sender: RTCRtpSender): void {
    this.#blanks.get(sender)?.blank.stop();
    this.#blanks.delete(sender);
  }

  async #restore(sender: RTCRtpSender, track: Track): Promise<void> {
    Reflect.deleteProperty(sender, "replaceTrack");
    this.#unblank(sender);
    if (sender.transport?.state === "closed") return;
    await sender.replaceTrack(track.mediaStreamTrack);
  }

  async #shutOne(track: LocalTrack): Promise<void> {
    const { sender } = track;
    if (!sender || (track.isUpstreamPaused && !this.#blanks.has(sender))) return;
    await announced(track, () => this.#isShut);
    if (!this.#isShut) return;
    this.#unblank(sender);
    // Published anew after a lost connection, the track is paused already and its sender is not.
    await Promise.all([track.pauseUpstream(), sender.replaceTrack(null)]);
    if (!this.#isShut) await this.#openOne(track);
  }

  async #openOne(track: LocalTrack): Promise<void> {
    const { sender } = track;
    if (!sender) return;
    if (!track.isUpstreamPaused) return await this.#restore(sender, track);
    Reflect.deleteProperty(sender, "replaceTrack");
    this.#unblank(sender);
    if (sender.transport?.state !== "closed") await track.resumeUpstream();
  }

  #tracks(): LocalTrack[] {
    return [...this.me.trackPublications.values()].flatMap((one) => one.track ?? []);
  }
}

/** Resolves when the track's first packets have reached the SFU, or when nobody wants to know any more. */
async function announced(track: LocalTrack, isWanted: () => boolean): Promise<void> {
  while (isWanted()) {
    const { packets, roundTripMs } = await sent(track);
    if (packets >= ENOUGH_PACKETS) return await rest(roundTripMs + MARGIN_MS);
    await rest(LOOK_MS);
  }
}

async function sent(track: LocalTrack): Promise<{ packets: number; roundTripMs: number }> {
  let [packets, roundTripMs] = [0, 0];
  const report = await track.sender?.getStats();
  report?.forEach((row: Record<string, unknown>) => {
    if (row.type === "outbound-rtp") packets += Number(row.packetsSent ?? 0);
    if (row.type === "candidate-pair" && row.nominated) {
      roundTripMs = Math.max(roundTripMs, Number(row.currentRoundTripTime ?? 0) * 1000);
    }
  });
  return { packets, roundTripMs };
}
