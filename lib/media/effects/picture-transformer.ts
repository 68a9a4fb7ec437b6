import type { VideoTrackTransformer } from "@livekit/track-processors";
import type { Store } from "@/lib/store";
import type { Cutter } from "./cutter";
import { type Background, type Effect, isCutOut, isPlain } from "./effect";
import { openBackground } from "./open-background";
import { Pace } from "./pace";
import { Painter } from "./painter";
import type { Loss } from "./worn";

/** The mask of one frame serves the next one too. */
const FRAMES_A_MASK = 2;

/** What is worn, and who hears that the device cannot. */
export type Wearing = { effect: Store<Effect>; onLoss(why: Loss): void };

/**
 * Draws each frame of the camera with the effect that is worn at the time. Until code and model are there no frame goes out: who wears
 * an effect is not seen without it. What cannot be drawn is told, and its wearer decides.
 */
export class PictureTransformer implements VideoTrackTransformer<Record<string, unknown>> {
  transformer?: TransformStream<VideoFrame, VideoFrame>;
  readonly #wearing: Wearing;
  readonly #pace = new Pace();
  #stopListening = () => {};
  #painter: Painter | null = null;
  #cutter: Promise<Cutter> | null = null;
  #readyCutter: Cutter | null = null;
  /** The background that is drawn; another one is on its way while it is not the one that is worn. */
  #background: Background = "none";
  #frames = 0;

  constructor(wearing: Wearing) {
    this.#wearing = wearing;
  }

  init(): void {
    this.#stopListening();
    this.#stopListening = this.#wearing.effect.subscribe(() => this.#prepare());
    this.transformer = new TransformStream({
      transform: (frame, controller) => this.transform(frame, controller),
    });
    this.#prepare();
  }

  restart(): void {
    this.init();
  }

  update(): void {}

  destroy(options?: { willProcessorRestart: boolean }): void {
    if (options?.willProcessorRestart) return;
    this.#stopListening();
    this.#painter?.close();
    this.#painter = null;
    const cutter = this.#cutter;
    this.#cutter = null;
    this.#readyCutter = null;
    void cutter?.then((one) => one.close()).catch(() => {});
  }

  transform(frame: VideoFrame, controller: TransformStreamDefaultController<VideoFrame>): void {
    const effect = this.#wearing.effect.value;
    if (isPlain(effect)) {
      controller.enqueue(frame);
      return;
    }
    try {
      const drawn = this.#draw(frame, effect);
      if (drawn) controller.enqueue(drawn);
    } catch {
      this.#wearing.onLoss("failed");
    } finally {
      frame.close();
    }
  }

  /** Null while something that the effect needs is still on its way. */
  #draw(frame: VideoFrame, effect: Effect): VideoFrame | null {
    const painter = this.#painter;
    const hasAll = this.#background === effect.background && (!isCutOut(effect) || this.#readyCutter);
    if (!painter || !hasAll) return null;
    const began = performance.now();
    if (isCutOut(effect) && this.#readyCutter && this.#frames++ % FRAMES_A_MASK === 0)
      painter.setMask(this.#readyCutter.cut(frame, began));
    painter.draw(frame, effect);
    const drawn = new VideoFrame(painter.canvas, { timestamp: frame.timestamp });
    const now = performance.now();
    if (this.#pace.note(now, now - began)) this.#wearing.onLoss("slow");
    return drawn;
  }

  /** Begins with what the worn effect needs and is not there yet. */
  #prepare(): void {
    const { background } = this.#wearing.effect.value;
    this.#pace.reset();
    if (isPlain(this.#wearing.effect.value)) return;
    void this.#load(background).catch(() => {
      if (this.#wearing.effect.value.background === background) this.#wearing.onLoss("failed");
    });
  }

  async #load(background: Background): Promise<void> {
    this.#painter ??= new Painter();
    const image = await openBackground(background);
    // Taken off meanwhile.
    if (!this.#painter) return image?.close();
    if (background.includes(":") && !image) throw new Error("the image is gone");
    if (background !== "none") {
      this.#cutter ??= import("./cutter").then(({ Cutter }) => Cutter.load());
      this.#readyCutter = await this.#cutter;
    }
    if (this.#wearing.effect.value.background !== background || !this.#painter) return;
    this.#painter.setBehind(image);
    this.#background = background;
    this.#frames = 0;
  }
}
