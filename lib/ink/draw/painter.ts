import type { InkSurface } from "../surface";
import { LASER_MS } from "../limits";
import { paintName, paintStroke, type Sheet } from "./paint-stroke";

type Layers = { still: HTMLCanvasElement; moving: HTMLCanvasElement };

/**
 * Draws a surface on two canvases: finished strokes on one, which is painted over only by what is new; what grows or glows on the other.
 * At most once a frame of the window in which they are, and never while nothing changes.
 */
export class InkPainter {
  #sheet: Sheet | null = null;
  #painted = { count: 0, revision: -1 };
  #frame = 0;

  /** `nameOf`: of somebody else who draws. */
  constructor(
    readonly layers: Layers,
    readonly surface: InkSurface,
    readonly nameOf: (author: string) => string | null,
  ) {}

  /** The canvases have another size in the page, in its pixels. */
  resize(width: number, height: number): void {
    const density = this.#view.devicePixelRatio || 1;
    const sheet = { width: Math.round(width * density), height: Math.round(height * density), density };
    for (const canvas of [this.layers.still, this.layers.moving]) {
      // Setting a size wipes a canvas, even where it is the one that it has.
      if (canvas.width !== sheet.width) canvas.width = sheet.width;
      if (canvas.height !== sheet.height) canvas.height = sheet.height;
    }
    this.#sheet = sheet;
    this.#painted = { count: 0, revision: -1 };
    this.#paint();
  }

  /** Something has changed: it is drawn with the next frame. */
  look(): void {
    if (this.#frame) return;
    this.#frame = this.#view.requestAnimationFrame(() => {
      this.#frame = 0;
      this.#paint();
    });
  }

  stop(): void {
    if (this.#frame) this.#view.cancelAnimationFrame(this.#frame);
    this.#frame = -1;
  }

  /** Of the window that shows it: that of a page in the background draws no frames. */
  get #view(): Window {
    return this.layers.still.ownerDocument.defaultView ?? window;
  }

  #paint(): void {
    const sheet = this.#sheet;
    const still = this.layers.still.getContext("2d");
    const moving = this.layers.moving.getContext("2d");
    if (!sheet || !still || !moving || this.#frame === -1) return;
    const now = performance.now();
    this.surface.fade(now - LASER_MS);
    this.#paintFinished(still, sheet, now);
    moving.clearRect(0, 0, sheet.width, sheet.height);
    for (const stroke of this.surface.fading) paintStroke(moving, stroke, sheet, now);
    let isGlowing = this.surface.fading.length > 0;
    for (const stroke of this.surface.growing) {
      paintStroke(moving, stroke, sheet, now);
      isGlowing ||= stroke.tool === "laser";
      const name = stroke.author === this.surface.me ? null : this.nameOf(stroke.author);
      if (name) paintName(moving, name, stroke, sheet);
    }
    if (isGlowing) this.look();
  }

  #paintFinished(context: CanvasRenderingContext2D, sheet: Sheet, now: number): void {
    const { finished, revision } = this.surface;
    if (revision !== this.#painted.revision) {
      context.clearRect(0, 0, sheet.width, sheet.height);
      this.#painted = { count: 0, revision };
    }
    for (let at = this.#painted.count; at < finished.length; at++) {
      const stroke = finished[at];
      if (stroke) paintStroke(context, stroke, sheet, now);
    }
    this.#painted.count = finished.length;
  }
}
