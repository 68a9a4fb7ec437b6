import { FilesetResolver, ImageSegmenter } from "@mediapipe/tasks-vision";
import { PERSON_MODEL, VISION } from "./assets";
import type { Mask } from "./painter";

/** The model looks at so many pixels each way. */
const SIDE = 256;
/** How much of the mask before stays in each: its edge does not tremble. */
const KEPT = 0.35;

/** Tells a person from what is behind them, on the processor: it needs no graphics card and shares none with what is drawn. */
export class Cutter {
  readonly #small = new OffscreenCanvas(SIDE, SIDE);
  readonly #context = this.#small.getContext("2d", { alpha: false });
  #mask: Mask = { data: new Uint8Array(0), width: 0, height: 0 };
  #last = 0;

  private constructor(readonly segmenter: ImageSegmenter) {}

  /** Loads code and model from our own address. Rejects where that fails. */
  static async load(): Promise<Cutter> {
    const files = await FilesetResolver.forVisionTasks(VISION);
    const segmenter = await ImageSegmenter.createFromOptions(files, {
      baseOptions: { modelAssetPath: PERSON_MODEL, delegate: "CPU" },
      runningMode: "VIDEO",
      outputCategoryMask: false,
      outputConfidenceMasks: true,
    });
    return new Cutter(segmenter);
  }

  /** Where the person is in this frame; `now` in ms. */
  cut(frame: VideoFrame, now: number): Mask {
    this.#context?.drawImage(frame, 0, 0, SIDE, SIDE);
    // The model refuses a moment that is not after the one before.
    this.#last = Math.max(now, this.#last + 1);
    this.segmenter.segmentForVideo(this.#small, this.#last, ({ confidenceMasks }) => {
      const mask = confidenceMasks?.at(-1);
      if (mask) this.#take(mask.getAsFloat32Array(), mask.width, mask.height);
    });
    return this.#mask;
  }

  close(): void {
    this.segmenter.close();
  }

  #take(shares: Float32Array, width: number, height: number): void {
    const isFirst = this.#mask.data.length !== shares.length;
    const data = isFirst ? new Uint8Array(shares.length) : this.#mask.data;
    const kept = isFirst ? 0 : KEPT;
    for (let at = 0; at < shares.length; at++)
      data[at] = (data[at] ?? 0) * kept + (shares[at] ?? 0) * 255 * (1 - kept);
    this.#mask = { data, width, height };
  }
}
