import type { QualityAnswer } from "@/server/quality/contract";
import type { DeviceChoice } from "../choice";
import { pictureRates } from "../options";
import { buffered, type JitterBuffer, newJitterBuffer } from "./jitter-buffer";
import { climb, type Ladder, newLadder, type Weather } from "./ladder";
import { type Level, leastOf } from "./level";
import { USUAL_MS } from "./packet-time";
import { type GivenUp, newProcessor, type Processor, relieved } from "./processor";
import { newSpeech, type Reaching, type Speech, spoken } from "./speech";

export type Quality = NonNullable<DeviceChoice["quality"]>;
export type Advice = QualityAnswer["advice"];

/** What is seen of a connection in one look. */
export type Observation = {
  spanMs: number;
  /** Null where nothing flows that way: then nothing is learned of it. */
  up: Weather | null;
  down: Weather | null;
  /** What holds the camera's encoder back; null while no picture is sent. */
  limitedBy: string | null;
  /** Share of each person's sound that was made up, by SFU identity; null where none was played. */
  concealed: ReadonlyMap<string, number | null>;
  /** How one's own speech reaches the others. */
  reaching: Reaching;
};
/** What a person and the server want, whatever the network bears. */
export type Wish = { quality: Quality; advice: Advice };

export type Adaptation = {
  up: Ladder;
  down: Ladder;
  processor: Processor;
  speech: Speech;
  buffers: ReadonlyMap<string, JitterBuffer>;
};
/** What is done about it. */
export type Policy = {
  up: Level;
  down: Level;
  /** The network bears sound alone, in that direction. */
  isSoundOnly: { up: boolean; down: boolean };
  /** The most that speech may take. */
  audioKbps: number;
  /** How long a piece of it is in each packet. */
  packetMs: number;
  bufferMs: ReadonlyMap<string, number>;
  givenUp: GivenUp;
};

const AUDIO_KBPS = 32;
/** Opus is understood well with this. */
const SPARE_AUDIO_KBPS = 24;
/**
 * The least with which Opus still carries something against losses (FEC). Heads and keys of 50 packets a second are 50 kbit/s more, so that
 * they are sent 17 times a second then.
 */
const LEAST_AUDIO_KBPS = 16;
const SPARSE_PACKET_MS = 60;

export const newAdaptation: Adaptation = {
  up: newLadder,
  down: newLadder,
  processor: newProcessor,
  speech: newSpeech,
  buffers: new Map(),
};

/** The next state of all that adapts. Nothing but what is given decides. */
export function adapted(state: Adaptation, seen: Observation): Adaptation {
  const { spanMs, up, down, limitedBy, concealed, reaching } = seen;
  const buffers = [...concealed].map(([identity, share]) => {
    const buffer = state.buffers.get(identity) ?? newJitterBuffer;
    return [identity, buffered(buffer, share, spanMs)] as const;
  });
  return {
    up: up ? climb(state.up, up, spanMs) : state.up,
    down: down ? climb(state.down, down, spanMs) : state.down,
    processor: relieved(state.processor, limitedBy, spanMs),
    speech: spoken(state.speech, reaching, spanMs),
    buffers: new Map(buffers),
  };
}

/** What follows from a state, and from what is wished: the least of all counts. */
export function policyOf(state: Adaptation, { quality, advice }: Wish): Policy {
  const { up, down, processor, buffers, speech } = state;
  const saver: Level = quality === "saver" ? "middle" : "high";
  // A picture that is only tried may not take the room of the sound.
  const isSparse = speech.isSparse || up.level === "none" || up.isTrial;
  const relief: Level = processor.givenUp === "nothing" ? "high" : "middle";
  return {
    up: leastOf(up.level, saver, relief, advice ? levelFor(advice.videoKbps, quality) : "high"),
    down: leastOf(down.level, saver),
    isSoundOnly: { up: up.level === "none", down: down.level === "none" },
    audioKbps: isSparse
      ? LEAST_AUDIO_KBPS
      : Math.min(audioFor(up.level, quality), advice?.audioKbps ?? AUDIO_KBPS),
    packetMs: isSparse ? SPARSE_PACKET_MS : USUAL_MS,
    bufferMs: new Map([...buffers].map(([identity, { targetMs }]) => [identity, targetMs])),
    givenUp: processor.givenUp,
  };
}

function audioFor(level: Level, quality: Quality): number {
  return level === "low" || quality === "saver" ? SPARE_AUDIO_KBPS : AUDIO_KBPS;
}

/** The highest layer whose rate, with those below it, is within `kbps`; never none, since advice is no floor. */
function levelFor(kbps: number, quality: Quality): Level {
  const { low, middle, high } = pictureRates(quality);
  if (low + middle + high <= kbps) return "high";
  return low + middle <= kbps ? "middle" : "low";
}
