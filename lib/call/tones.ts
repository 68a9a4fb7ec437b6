/** A tone is bursts of sines, again and again: pitches in Hz, times in ms. */
type Tone = {
  bursts: { pitches: number[]; atMs: number; forMs: number }[];
  everyMs: number;
  loudness: number;
};

/** Two bell strokes, for a call that rings here. */
const ring: Tone = {
  bursts: [
    { pitches: [659, 1318], atMs: 0, forMs: 420 },
    { pitches: [831, 1662], atMs: 260, forMs: 620 },
  ],
  everyMs: 2_200,
  loudness: 0.22,
};
/** What the caller hears while it rings there (European ringing tone, ITU-T E.180: 425 Hz, 1 s on, 4 s off). */
const ringback: Tone = {
  bursts: [{ pitches: [425], atMs: 0, forMs: 1_000 }],
  everyMs: 5_000,
  loudness: 0.08,
};
/** Busy tone (ITU-T E.180: 425 Hz, 0.5 s on, 0.5 s off). */
const busy: Tone = { bursts: [{ pitches: [425], atMs: 0, forMs: 500 }], everyMs: 1_000, loudness: 0.08 };

const tones = { ring, ringback, busy };
export type ToneName = keyof typeof tones;
export type PlayingTone = { stop(): void };

/**
 * Plays a tone until it is stopped; it stops within one audio frame. `onBlocked` is called when the browser forbids sound
 * before a click.
 */
export function playTone(name: ToneName, onBlocked: () => void = () => {}): PlayingTone {
  const { bursts, everyMs, loudness } = tones[name];
  const context = new AudioContext();
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
      void context.close();
    },
  };
}
