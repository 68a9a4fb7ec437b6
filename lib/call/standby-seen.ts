import { type RemoteParticipant, type RemoteTrackPublication, type Room, Track } from "livekit-client";
import { api } from "@/lib/api/client";
import { mayPlay } from "@/lib/e2ee/frames/may-play";
import { readInbound } from "@/lib/media/inbound";
import type { LiveCall } from "@/server/live/contract";

const LOOK_MS = 25;
/** A picture that is sent is announced within this time after the sound. */
const PICTURE_MS = 250;
/** What the device in front sends is awaited for as long from the next one: a busy device is slow to begin, and nobody would be seen or heard meanwhile. */
const LATE_MS = 2_500;
/** Who sends nothing at all is taken to be there after this time. */
const NOTHING_MS = 600;

/** A device that is about to take the call, and the one of the same person that has it. */
type Awaited = { id: string; frontId: string | null };
type Sight = { room: Room; isEncrypted: boolean; canRead(admissionId: string): boolean };
/** `isSending`: of a standby device, that it has published what it wants to send. */
type Mine = { admissionId: string | null; isSending: boolean };

/**
 * Tells the server which devices that are about to take a call over can be seen and heard here, so that it moves. Whoever is alone tells of
 * themselves once they send. `sight` is where they are seen; null while there is no room.
 */
export class StandbySeen {
  #awaited: readonly Awaited[] = [];
  /** When a device was first found to be so far, by device and stage. */
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
    const theirs = others.flatMap(({ admissionId: frontId, besides }) =>
      besides.flatMap((one) => (one.role === "standby" ? [{ id: one.admissionId, frontId }] : [])),
    );
    const open = new Set([...own, ...theirs.map(({ id }) => id)]);
    for (const id of this.#told) if (!open.has(id)) this.#told.delete(id);
    for (const id of own) void this.#tell(callId, id);
    this.#await(callId, theirs);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#awaited = [];
  }

  #await(callId: string, standbys: Awaited[]): void {
    clearInterval(this.#timer);
    this.#awaited = standbys;
    if (standbys.length > 0) this.#timer = setInterval(() => void this.#look(callId), LOOK_MS);
    else this.#readyAt.clear();
  }

  async #look(callId: string): Promise<void> {
    for (const awaited of this.#awaited) {
      const sight = this.sight();
      if (this.#told.has(awaited.id) || !sight) continue;
      const isSeen = await this.#isSeen(sight, awaited);
      // It may have moved meanwhile by another one's word.
      if (isSeen && this.#awaited.some(({ id }) => id === awaited.id)) await this.#tell(callId, awaited.id);
    }
  }

  async #tell(callId: string, admissionId: string): Promise<void> {
    if (this.#told.has(admissionId)) return;
    this.#told.add(admissionId);
    // Another one may tell as well, and what is not told now is told at the next look.
    await api.handoff.seen.mutate({ callId, admissionId }).catch(() => this.#told.delete(admissionId));
  }

  async #isSeen({ room, isEncrypted, canRead }: Sight, { id, frontId }: Awaited): Promise<boolean> {
    const remote = room.remoteParticipants.get(id);
    const camera = cameraOf(room, id);
    const microphone = remote?.getTrackPublication(Track.Source.Microphone);
    if (!remote) return false;
    // A page that is not in front asks for no pictures.
    if (camera && !camera.isMuted && !document.hidden) {
      if (!(await isDecoded(camera, isEncrypted))) return false;
      // A tile has a frame to show then; a person on another page of the grid has no tile.
      const elements = camera.track?.attachedElements ?? [];
      const limit = elements.length > 0 ? LATE_MS : PICTURE_MS;
      return elements.some(hasFrame) || this.#readyFor(id, "decoded") >= limit;
    }
    const isHeard = !microphone || microphone.track !== undefined;
    if (!isHeard || (isEncrypted && !canRead(id))) return false;
    const front = frontId ? room.remoteParticipants.get(frontId) : undefined;
    if (!microphone && !camera) return this.#readyFor(id, "joined") >= (sends(front) ? LATE_MS : NOTHING_MS);
    const inFront = frontId && !camera && !document.hidden ? cameraOf(room, frontId) : undefined;
    return this.#readyFor(id, "heard") >= (inFront?.isMuted === false ? LATE_MS : PICTURE_MS);
  }

  /** How long ago, in ms, the device was first found to be that far. */
  #readyFor(id: string, stage: "joined" | "heard" | "decoded"): number {
    const key = `${id} ${stage}`;
    const since = this.#readyAt.get(key) ?? performance.now();
    this.#readyAt.set(key, since);
    return performance.now() - since;
  }
}

const cameraOf = (room: Room, admissionId: string) =>
  room.remoteParticipants.get(admissionId)?.getTrackPublication(Track.Source.Camera);

/** Also what is muted is announced. */
const sends = (participant: RemoteParticipant | undefined): boolean =>
  participant !== undefined && participant.trackPublications.size > 0;

const hasFrame = ({ readyState }: HTMLMediaElement): boolean =>
  readyState >= HTMLMediaElement.HAVE_CURRENT_DATA;

async function isDecoded(publication: RemoteTrackPublication, isEncrypted: boolean): Promise<boolean> {
  const { track } = publication;
  if (!track || (isEncrypted && !mayPlay(track, publication))) return false;
  return (await readInbound(track, "framesDecoded")) > 0;
}
