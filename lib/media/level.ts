/** Samples that one look covers: 85 ms at 48 kHz. */
const WINDOW = 4_096;
const LOOK_MS = 100;

/**
 * Tells how loud it is before a microphone, ten times a second: the root mean square of the samples, from 0 to 1; also of a track that is
 * muted. Plays and sends nothing. The function that is returned ends that; the track goes on.
 */
export function watchLevel(track: MediaStreamTrack, onLevel: (level: number) => void): () => void {
  // The rate is the hardware's: a headset that changes it would otherwise fall silent.
  const context = new AudioContext();
  const analyser = new AnalyserNode(context, { fftSize: WINDOW });
  // Muted means that the track is not enabled: its twin is, and is heard by nobody.
  const twin = track.clone();
  twin.enabled = true;
  const source = context.createMediaStreamSource(new MediaStream([twin]));
  source.connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    if (context.state === "suspended") void context.resume().catch(() => {});
    analyser.getFloatTimeDomainData(samples);
    onLevel(levelOf(samples));
  }, LOOK_MS);
  return () => {
    clearInterval(timer);
    source.disconnect();
    twin.stop();
    if (context.state !== "closed") void context.close();
  };
}

/** Root mean square of samples. */
export function levelOf(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return samples.length === 0 ? 0 : Math.sqrt(sum / samples.length);
}

/** Where the sound of a level stands on a meter from 0 to 1, by its loudness: -60 dB and less is 0, -10 dB and more is full. */
export function meterOf(level: number): number {
  const decibel = 20 * Math.log10(Math.max(level, 1e-6));
  return Math.min(1, Math.max(0, (decibel + 60) / 50));
}
