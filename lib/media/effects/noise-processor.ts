import { GtcrnWorkletNode, loadGtcrn } from "@sapphi-red/web-noise-suppressor";
import type { AudioProcessorOptions, Track, TrackProcessor } from "livekit-client";
import { NOISE_CODE, NOISE_WORKLET } from "./assets";

/** The model hears 48,000 samples a second. */
const SAMPLES = 48_000;

let shared: AudioContext | null = null;
/** Tracks that go through it: it rests when there is none. */
let users = 0;

/** One of our own for all tracks: that of a device has its own rate, which with some headsets is another. */
export function noiseContext(): AudioContext {
  if (!shared || shared.state === "closed") shared = new AudioContext({ sampleRate: SAMPLES });
  return shared;
}

/**
 * Takes noise from the microphone's sound (GTCRN, in a worklet). The sound goes out as it is until code
 * and model are there, and where they do not come: to be heard with noise is better than not at all.
 */
export class NoiseProcessor implements TrackProcessor<Track.Kind.Audio, AudioProcessorOptions> {
  readonly name = "peal-noise";
  processedTrack?: MediaStreamTrack;
  #context: AudioContext | null = null;
  #source: MediaStreamAudioSourceNode | null = null;
  #out: MediaStreamAudioDestinationNode | null = null;
  #node: GtcrnWorkletNode | null = null;

  async init({ track, audioContext: context }: AudioProcessorOptions): Promise<void> {
    users += 1;
    this.#context = context;
    this.#out = context.createMediaStreamDestination();
    this.#source = context.createMediaStreamSource(new MediaStream([track]));
    this.#source.connect(this.#out);
    this.processedTrack = this.#out.stream.getAudioTracks()[0];
    void context.resume().catch(() => {});
    void this.#suppress(context).catch(() => {});
  }

  async restart(options: AudioProcessorOptions): Promise<void> {
    await this.destroy();
    await this.init(options);
  }

  async destroy(): Promise<void> {
    this.#node?.destroy();
    this.#source?.disconnect();
    this.#node = null;
    this.#source = null;
    const context = this.#context;
    this.#context = null;
    if (context && --users === 0) await context.suspend().catch(() => {});
  }

  async #suppress(context: AudioContext): Promise<void> {
    const [wasmBinary] = await Promise.all([
      loadGtcrn({ url: NOISE_CODE }),
      context.audioWorklet.addModule(NOISE_WORKLET),
    ]);
    if (this.#context !== context || !this.#source || !this.#out) return;
    const node = new GtcrnWorkletNode(context, { maxChannels: 1, wasmBinary });
    this.#node = node;
    this.#source.disconnect();
    this.#source.connect(node).connect(this.#out);
  }
}
