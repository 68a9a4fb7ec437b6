import { toShare } from "../content-box";
import { FULL_PRESSURE, type InkPoints, type InkTool, type SurfaceId } from "../ink";
import type { InkRoom } from "../ink-room";

/** Points that are nearer to each other than this, in the page's pixels, are one. */
const NEAR = 0.7;
/** How hard a mouse or a finger presses, which cannot say. */
const EVEN = 128;

type Chosen = { tool: InkTool; colour: number };
type Wishes = {
  chosen: () => Chosen;
  /** Somebody wants to write at this place of the picture, in the page's pixels. */
  onText: (place: { x: number; y: number }) => void;
  /** There may be no more ink. */
  onFull: () => void;
};

/** Draws with a mouse, a finger or a pen on a canvas that covers the picture. One pointer at a time; several fingers draw one line. */
export class Pen {
  #pointer: number | null = null;
  #last = { x: 0, y: 0 };

  constructor(
    readonly canvas: HTMLElement,
    readonly ink: InkRoom,
    readonly surface: SurfaceId,
    readonly wishes: Wishes,
  ) {}

  /** Listens, until the function that it returns is called. */
  listen(): () => void {
    const on = (event: Event) => this.#hear(event as PointerEvent);
    const events = ["pointerdown", "pointermove", "pointerup", "pointercancel", "click"] as const;
    for (const name of events) this.canvas.addEventListener(name, on);
    return () => {
      for (const name of events) this.canvas.removeEventListener(name, on);
      this.#lift();
    };
  }

  #hear(event: PointerEvent): void {
    if (event.type === "pointerdown") return this.#press(event);
    if (event.type === "click") return this.#ask(event);
    if (event.pointerId !== this.#pointer) return;
    if (event.type === "pointermove") this.#draw(event);
    else this.#lift();
  }

  #press(event: PointerEvent): void {
    if (this.#pointer !== null || event.button !== 0) return;
    const { tool, colour } = this.wishes.chosen();
    const box = this.canvas.getBoundingClientRect();
    const place = { x: event.clientX - box.left, y: event.clientY - box.top };
    if (tool === "text") return;
    event.preventDefault();
    this.canvas.setPointerCapture(event.pointerId);
    const begun = this.#surface.begin({ tool, colour }, this.#pointOf(event, box), this.ink.now());
    if (!begun) return this.wishes.onFull();
    this.#pointer = event.pointerId;
    this.#last = place;
    this.ink.tell(this.surface, begun);
  }

  /** A field for a text opens when the press is over: the press itself would take the focus from it. */
  #ask({ clientX, clientY }: MouseEvent): void {
    if (this.wishes.chosen().tool !== "text") return;
    const { left, top } = this.canvas.getBoundingClientRect();
    this.wishes.onText({ x: clientX - left, y: clientY - top });
  }

  /** All places since the last event, also those between two frames. */
  #draw(event: PointerEvent): void {
    const box = this.canvas.getBoundingClientRect();
    const between = event.getCoalescedEvents?.() ?? [];
    const points: InkPoints = [];
    for (const one of between.length > 0 ? between : [event]) {
      const place = { x: one.clientX - box.left, y: one.clientY - box.top };
      if (Math.hypot(place.x - this.#last.x, place.y - this.#last.y) < NEAR) continue;
      this.#last = place;
      points.push(...this.#pointOf(one, box));
    }
    if (points.length === 0) return;
    const drawn = this.#surface.draw(points, this.ink.now());
    if (drawn) return this.ink.tell(this.surface, drawn);
    // The stroke is full: the pen goes on with the next one. Where it was taken away, the pen has to be lifted first.
    const ended = this.#surface.end();
    this.ink.tell(this.surface, ended);
    if (ended) this.ink.tell(this.surface, this.#surface.begin(this.wishes.chosen(), points, this.ink.now()));
    else this.#pointer = null;
  }

  #lift(): void {
    if (this.#pointer === null) return;
    this.#pointer = null;
    this.ink.tell(this.surface, this.#surface.end());
  }

  get #surface() {
    return this.ink.surface(this.surface);
  }

  #pointOf(event: PointerEvent, box: DOMRect): InkPoints {
    const pressure = event.pointerType === "pen" ? Math.round(event.pressure * FULL_PRESSURE) : EVEN;
    return [
      toShare(event.clientX - box.left, box.width),
      toShare(event.clientY - box.top, box.height),
      pressure,
    ];
  }
}
