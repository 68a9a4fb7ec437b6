import { Track } from "livekit-client";
import type { Incoming, Outgoing, Sample } from "../samples";
import type { Observation } from "./decide";
import { TRIAL_MS, type Weather } from "./ladder";
import type { Reaching } from "./speech";

const pictures: ReadonlySet<Track.Source> = new Set([Track.Source.Camera, Track.Source.ScreenShare]);

/** What the statistics do not tell. */
export type Circumstances = {
  /** Something is sent at all; nothing is before an answer, and on hold. */
  isSending: boolean;
  /** For how long a picture has been sent without a break. In ms. */
  sentMs: number;
  /** A picture is wanted of somebody who sends one. */
  awaitsPicture: boolean;
  /** The shortest round trip so far. In ms. */
  shortestMs: number | null;
  /** What the SFU tells of those who hear this device. */
  others: Pick<Reaching, "isPoor" | "isFair" | "isSeen">;
};

/** What comes in late by this much has filled a queue. In ms. */
const QUEUED_MS = 150;
const LATE_LOSS = 0.01;
const DROPPED = 0.4;
/** With so much made up one does not understand all. */
const BROKEN = 0.1;
/** Of fewer packets a share says nothing: in silence few are sent. */
const ENOUGH_PACKETS = 30;

/**
 * What one look tells. Rates and times are of the last second, since they change at once; losses are of a longer span, since a second of
 * speech is fifty packets.
 */
export function observe(last: Sample, longer: Sample, of: Circumstances): Observation {
  const sounds = last.incoming.filter(({ source }) => source === Track.Source.Microphone);
  const [own] = soundsOf(longer.outgoing);
  return {
    spanMs: last.spanMs,
    up: of.isSending && last.outgoing.length > 0 ? upward(last, longer, of) : null,
    down: last.incoming.some(({ kbps }) => kbps > 0) ? downward(last, longer, of) : null,
    limitedBy:
      last.outgoing.find(({ source, kbps }) => source === Track.Source.Camera && kbps > 0)?.limitedBy ?? null,
    reaching: { ...of.others, isBroken: isBroken(longer), lost: own ? (own.loss ?? 0) : null },
    concealed: new Map(
      sounds.map(({ identity, concealed, kbps }) => [identity, kbps > 0 ? concealed : null]),
    ),
  };
}

/** Whether a picture is sent. */
export const sendsPicture = ({ outgoing }: Sample): boolean =>
  outgoing.some(({ source, kbps }) => kbps > 0 && pictures.has(source));

/** A browser believes in no more than it has sent: with sound alone, or a new picture, that says nothing of what the way bears. */
function upward({ up, outgoing }: Sample, longer: Sample, { sentMs }: Circumstances): Weather {
  // What rests is counted as lost for a moment when it goes on; sound never rests.
  const said = soundsOf(longer.outgoing);
  return {
    kbps: sentMs >= TRIAL_MS ? (up?.availableKbps ?? null) : null,
    loss: lossOf(said.length > 0 ? said : longer.outgoing),
    soundLoss: soundLossOf(said),
    concealed: null,
    roundTripMs: up?.roundTripMs ?? greatest(outgoing.map(({ roundTripMs }) => roundTripMs)),
  };
}

/** What a way down bears is known only where it is full: it is what still comes through. */
function downward({ down, incoming }: Sample, longer: Sample, of: Circumstances): Weather {
  const loss = lossOf(longer.incoming);
  const roundTripMs = down?.roundTripMs ?? null;
  const isLate = of.shortestMs !== null && (roundTripMs ?? 0) >= of.shortestMs + QUEUED_MS;
  // A machine that is busy answers late and loses nothing; a radio that is far loses and is not late. A full way does both, or drops at once.
  const isFull = of.awaitsPicture && (loss ?? 0) >= (isLate ? LATE_LOSS : DROPPED);
  return {
    kbps: isFull ? incoming.reduce((sum, { kbps }) => sum + kbps, 0) : null,
    loss,
    soundLoss: soundLossOf(soundsOf(longer.incoming)),
    concealed: greatest(longer.incoming.map(({ concealed, kbps }) => (kbps > 0 ? concealed : null))),
    roundTripMs,
  };
}

const soundsOf = <Flow extends Incoming | Outgoing>(flows: Flow[]): Flow[] =>
  flows.filter(({ source, kbps }) => source === Track.Source.Microphone && kbps > 0);

function soundLossOf(sounds: (Incoming | Outgoing)[]): number | null {
  const packets = sounds.reduce((sum, sound) => sum + sound.packets, 0);
  return packets >= ENOUGH_PACKETS ? lossOf(sounds) : null;
}

function isBroken({ incoming }: Sample): boolean {
  const heard = soundsOf(incoming);
  return heard.length > 0 && heard.every(({ concealed }) => (concealed ?? 0) >= BROKEN);
}

/** Of all packets together, whose ever they were. */
function lossOf(flows: (Incoming | Outgoing)[]): number | null {
  const known = flows.flatMap(({ loss, packets }) => (loss === null ? [] : [{ loss, packets }]));
  const whole = known.reduce((sum, { packets }) => sum + packets, 0);
  return whole > 0 ? known.reduce((sum, { loss, packets }) => sum + loss * packets, 0) / whole : null;
}

function greatest(values: (number | null)[]): number | null {
  const known = values.flatMap((value) => value ?? []);
  return known.length > 0 ? Math.max(...known) : null;
}
