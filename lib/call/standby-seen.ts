import { type RemoteTrackPublication, type Room, Track } from "livekit-client";
import { api } from "@/lib/api/client";
import { mayPlay } from "@/lib/e2ee/frames/may-play";
import { readInbound } from "@/lib/media/inbound";
import type { LiveCall } from "@/server/live/contract";

const LOOK_MS = 25;
/** A picture that is sent is announced within this time after the sound. */
const PICTURE_MS = 250;
/** Who sends nothing at all is taken to be there after this time. */
const NOTHING_MS = 600;

type Sight = { room: Room; isEncrypted: boolean; canRead(admissionId: string): boolean };
/** `isSending`: of a standby device, that it has published what it wants to send. */
type Mine = { admissionId: string | null; isSending: boolean };

/**
 * Tells the server which devices that are about to take a call over can be seen and heard here, so that it moves. Whoever is alone tells of
 * themselves once they send. `sight` is where they are seen; null while there is no room.
 */
export class StandbySeen {
  #awaited: readonly string[] = [];
  /** Since when there has been nothing more to wait for but a picture. */
  readonly #readyAt = new Map<string, number>();
  readonly #told = new Set<string>();
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(readonly sight: () => Sight | null) {}

  /** Takes in the server's picture of the call, and how far this device is itself. */
  follow({ callId, role, participants }: LiveCall, mine: Mine): void {
    const others = participants.filter((one) => !one.isMe && one.admissionId);
    const isAlone = !others.some((one) => one.isPresent && !one.isHeld);
    const { admissionId } = mine;
    const own = role === "standby" && isAlone && mine.isSending && admissionId ? [admissionId] : [];
    const theirs = others
      .flatMap((one) => one.besides)
      .flatMap((one) => (one.role === "standby" ? [one.admissionId] : []));
    for (const id of this.#told) if (!own.includes(id) && !theirs.includes(id)) this.#told.delete(id);
    for (const id of own) void this.#tell(callId, id);
    this.#await(callId, theirs);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#awaited = [];
  }

  #await(callId: string, standbys: string[]): void {
    clearInterval(this.#timer);
    this.#awaited = standbys;
    if (standbys.length > 0) this.#timer = setInterval(() => void this.#look(callId), LOOK_MS);
    else this.#readyAt.clear();
  }

  async #look(callId: string): Promise<void> {
    for (const id of this.#awaited) {
      const sight = this.sight();
      if (this.#told.has(id) || !sight) continue;
      if (await this.#isSeen(sight, id)) await this.#tell(callId, id);
    }
  }

  async #tell(callId: string, admissionId: string): Promise<void> {
    if (this.#told.has(admissionId)) return;
    this.#told.add(admissionId);
    // Another one may tell as well, and what is not told now is told at the next look.
    await api.handoff.seen.mutate({ callId, admissionId }).catch(() => this.#told.delete(admissionId));
  }

  async #isSeen({ room, isEncrypted, canRead }: Sight, id: string): Promise<boolean> {
    const remote = room.remoteParticipants.get(id);
    const camera = remote?.getTrackPublication(Track.Source.Camera);
    const microphone = remote?.getTrackPublication(Track.Source.Microphone);
    if (!remote) return false;
    // A page that is not in front asks for no pictures.
    if (camera && !camera.isMuted && !document.hidden) {
      if (!(await isDecoded(camera, isEncrypted))) return false;
      // A tile has a frame to show then; a person on another page of the grid has no tile.
      return isDrawn(camera) || this.#readyFor(id) >= PICTURE_MS;
    }
    const isHeard = !microphone || microphone.track !== undefined;
    if (!isHeard || (isEncrypted && !canRead(id))) return false;
    return this.#readyFor(id) >= (microphone || camera ? PICTURE_MS : NOTHING_MS);
  }

  /** For how long nothing but a picture has been missing, in ms. */
  #readyFor(id: string): number {
    const since = this.#readyAt.get(id) ?? performance.now();
    this.#readyAt.set(id, since);
    return performance.now() - since;
  }
}

const isDrawn = ({ track }: RemoteTrackPublication): boolean =>
  track?.attachedElements.some((one) => one.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) ?? false;

async function isDecoded(publication: RemoteTrackPublication, isEncrypted: boolean): Promise<boolean> {
  const { track } = publication;
  if (!track || (isEncrypted && !mayPlay(track, publication))) return false;
  return (await readInbound(track, "framesDecoded")) > 0;
}
