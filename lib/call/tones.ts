/** A tone is bursts of sines, again and again: pitches in Hz, times in ms. */
type Tone = {
  bursts: { pitches: number[]; atMs: number; forMs: number }[];
  everyMs: number;
  loudness: number;
};

/** How a call may ring: a person chooses one for a contact. */
const rings = {
  /** Two bell strokes. */
  bell: {
    bursts: [
      { pitches: [659, 1318], atMs: 0, forMs: 420 },
      { pitches: [831, 1662], atMs: 260, forMs: 620 },
    ],
    everyMs: 2_200,
    loudness: 0.22,
  },
  /** Three rising notes. */
  chime: {
    bursts: [
      { pitches: [523, 1046], atMs: 0, forMs: 500 },
      { pitches: [659, 1318], atMs: 180, forMs: 500 },
      { pitches: [784, 1568], atMs: 360, forMs: 900 },
    ],
    everyMs: 2_600,
    loudness: 0.2,
  },
  /** Short wooden notes, up and down. */
  marimba: {
    bursts: [392, 494, 587, 494, 392, 494, 587].map((pitch, at) => ({
      pitches: [pitch, pitch * 4],
      atMs: at * 150,
      forMs: 180,
    })),
    everyMs: 2_400,
    loudness: 0.24,
  },
  /** The double ring of an old telephone. */
  telephone: {
    bursts: [
      { pitches: [400, 450], atMs: 0, forMs: 400 },
      { pitches: [400, 450], atMs: 600, forMs: 400 },
    ],
    everyMs: 3_000,
    loudness: 0.2,
  },
} satisfies Record<string, Tone>;
/** Two soft knocks, for a call that waits while another runs. */
const knock: Tone = {
  bursts: [
    { pitches: [330], atMs: 0, forMs: 90 },
    { pitches: [330], atMs: 160, forMs: 90 },
  ],
  everyMs: 6_000,
  loudness: 0.07,
};
/** What the caller hears while it rings there (European ringing tone, ITU-T E.180: 425 Hz, 1 s on, 4 s off). */
const ringback: Tone = {
  bursts: [{ pitches: [425], atMs: 0, forMs: 1_000 }],
  everyMs: 5_000,
  loudness: 0.08,
};
/** Busy tone (ITU-T E.180: 425 Hz, 0.5 s on, 0.5 s off). */
const busy: Tone = { bursts: [{ pitches: [425], atMs: 0, forMs: 500 }], everyMs: 1_000, loudness: 0.08 };

const tones: Record<ToneName, Tone> = { ...rings, knock, ringback, busy };
export type RingTone = keyof typeof rings;
export type ToneName = RingTone | "knock" | "ringback" | "busy";
/** The tones that a person may choose from, the usual one first. */
export const ringTones: readonly RingTone[] = ["bell", "chime", "marimba", "telephone"];

/** The tone of that name; the usual one for none, and for one that this version does not know. */
export const ringToneOf = (name: string | null): RingTone =>
  ringTones.find((known) => known === name) ?? "bell";

/** `stop` may be called again. */
export type PlayingTone = { stop(): void };
/** Choosing the loudspeaker is not in every browser. */
type Context = AudioContext & { setSinkId?: (id: string) => Promise<void> };

/**
 * Plays a tone until it is stopped; it stops within one audio frame. `onBlocked` is called when the browser forbids sound
 * before a click. `output` is the id of a loudspeaker; one that is gone, or a browser that cannot choose, means the usual one.
 */
export function playTone(name: ToneName, onBlocked: () => void = () => {}, output?: string): PlayingTone {
  const { bursts, everyMs, loudness } = tones[name];
  const context: Context = new AudioContext();
  if (output) void context.setSinkId?.(output).catch(() => {});
  const master = context.createGain();
  master.gain.value = loudness;
  master.connect(context.destination);

  const strike = () => {
    for (const { pitches, atMs, forMs } of bursts) {
      const at = context.currentTime + atMs / 1000;
      for (const pitch of pitches) {
        const envelope = new GainNode(context, { gain: 0 });
        envelope.gain.setValueAtTime(0, at);
        envelope.gain.linearRampToValueAtTime(1 / pitches.length, at + 0.01);
        envelope.gain.exponentialRampToValueAtTime(0.001, at + forMs / 1000);
        const sine = new OscillatorNode(context, { frequency: pitch });
        sine.connect(envelope).connect(master);
        sine.start(at);
        sine.stop(at + forMs / 1000);
      }
    }
  };
  let timer: ReturnType<typeof setInterval> | undefined;
  const begin = () => {
    strike();
    timer = setInterval(strike, everyMs);
  };
  if (context.state === "running") begin();
  else {
    const blocked = setTimeout(onBlocked, 200);
    void context.resume().then(() => {
      clearTimeout(blocked);
      if (context.state === "running") begin();
    });
  }
  return {
    stop: () => {
      clearInterval(timer);
      if (context.state !== "closed") void context.close();
    },
  };
}
