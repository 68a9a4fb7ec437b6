import type { LocalParticipant, LocalTrack } from "livekit-client";

/** Packets after which the SFU has surely had one, and tells the others of the track. */
const ENOUGH_PACKETS = 3;
const LOOK_MS = 40;
/** Time for the packets on their way, beside one round trip. */
const MARGIN_MS = 80;

/**
 * Stops what is sent and keeps the camera on: a track is announced, for which a first packet is needed, and then nothing leaves
 * until `open`. Tracks that are published later, or come back with another camera, stop likewise.
 */
export class Upstream {
  #isShut = false;

  constructor(readonly me: LocalParticipant) {}

  get isShut(): boolean {
    return this.#isShut;
  }

  /** Shuts every track as soon as it is announced. May be called again, after each publication. */
  async shut(): Promise<void> {
    this.#isShut = true;
    await Promise.all(this.#tracks().map((track) => this.#shutOne(track)));
  }

  /** Sends again, at once. */
  async open(): Promise<void> {
    if (!this.#isShut) return;
    this.#isShut = false;
    await Promise.all(this.#tracks().map(openOne));
  }

  async #shutOne(track: LocalTrack): Promise<void> {
    if (isHeldBack(track)) return;
    await announced(track, () => this.#isShut);
    if (!this.#isShut || !track.sender) return;
    holdBack(track.sender);
    await track.pauseUpstream();
    if (!this.#isShut) await openOne(track);
  }

  #tracks(): LocalTrack[] {
    return [...this.me.trackPublications.values()].flatMap((one) => one.track ?? []);
  }
}

const isHeldBack = ({ sender }: LocalTrack) => sender !== undefined && Object.hasOwn(sender, "replaceTrack");

/** LiveKit puts a track back when the camera is switched or comes on again: nothing may leave for that. */
function holdBack(sender: RTCRtpSender): void {
  sender.replaceTrack = () => RTCRtpSender.prototype.replaceTrack.call(sender, null);
}

async function openOne(track: LocalTrack): Promise<void> {
  const { sender } = track;
  if (!sender || !isHeldBack(track)) return;
  Reflect.deleteProperty(sender, "replaceTrack");
  await Promise.all([
    sender.transport?.state === "closed" ? null : sender.replaceTrack(track.mediaStreamTrack),
    track.resumeUpstream(),
  ]);
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

const rest = async (ms: number) => await new Promise<void>((resume) => setTimeout(resume, ms));
