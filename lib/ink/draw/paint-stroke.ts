import { type Size, fromShare } from "../content-box";
import { FULL_PRESSURE, type InkStroke, PER_POINT, pointCount } from "../ink";
import { LASER_MS } from "../limits";
import { colourOf, EDGE } from "../palette";

type Context = CanvasRenderingContext2D;
/** A picture's size in the canvas's own pixels, and how many of them are one of the page's. */
export type Sheet = Size & { density: number };

const FONT = "600 {size}px ui-sans-serif, system-ui, sans-serif";
/** Shares of the picture's diagonal, and least sizes in the page's pixels, so that ink is seen in small windows too. */
const LINE = { share: 0.0026, least: 2.2 };
const LETTERS = { share: 0.017, least: 11 };
/** The dark edge, as a share of the line's width. */
const EDGE_SHARE = 0.4;

const sized = ({ share, least }: typeof LINE, { width, height, density }: Sheet): number =>
  Math.max(Math.hypot(width, height) * share, least * density);

/** How high letters are written in a picture of this size. */
export const letterSize = (sheet: Sheet): number => sized(LETTERS, sheet);

/** Draws one stroke; `now` is the time of the clock by which a laser's points came. */
export function paintStroke(context: Context, stroke: InkStroke, sheet: Sheet, now: number): void {
  context.lineCap = "round";
  context.lineJoin = "round";
  if (stroke.tool === "text") paintText(context, stroke, sheet);
  else if (stroke.tool === "laser") paintLaser(context, stroke, sheet, now);
  else if (stroke.tool === "arrow") paintEdged(context, stroke, sheet, arrowPath(stroke, sheet));
  else if (isEven(stroke)) paintEdged(context, stroke, sheet, smoothPath(stroke, sheet));
  else paintPressed(context, stroke, sheet);
}

/** A point in the canvas. */
export function placeOf({ points }: InkStroke, at: number, { width, height }: Size) {
  const from = at * PER_POINT;
  return { x: fromShare(points[from] ?? 0, width), y: fromShare(points[from + 1] ?? 0, height) };
}

function paintEdged(context: Context, { colour }: InkStroke, sheet: Sheet, path: Path2D): void {
  const width = sized(LINE, sheet);
  context.strokeStyle = EDGE;
  context.lineWidth = width * (1 + 2 * EDGE_SHARE);
  context.stroke(path);
  context.strokeStyle = colourOf(colour);
  context.lineWidth = width;
  context.stroke(path);
}

/** Whether the pen was pressed alike all the way: then it is one line. */
function isEven({ points }: InkStroke): boolean {
  for (let at = 5; at < points.length; at += PER_POINT) if (points[at] !== points[2]) return false;
  return true;
}

/** Through the middles between points: a curve without corners where the pen had none. */
function smoothPath(stroke: InkStroke, sheet: Sheet): Path2D {
  const path = new Path2D();
  const first = placeOf(stroke, 0, sheet);
  path.moveTo(first.x, first.y);
  const count = pointCount(stroke);
  // A dot.
  if (count === 1) path.lineTo(first.x, first.y);
  let before = first;
  for (let at = 1; at < count; at++) {
    const here = placeOf(stroke, at, sheet);
    path.quadraticCurveTo(before.x, before.y, (before.x + here.x) / 2, (before.y + here.y) / 2);
    before = here;
  }
  path.lineTo(before.x, before.y);
  return path;
}

/** As wide as the pen was pressed, piece by piece. */
function paintPressed(context: Context, stroke: InkStroke, sheet: Sheet): void {
  const width = sized(LINE, sheet);
  const count = pointCount(stroke);
  for (const isEdge of [true, false]) {
    context.strokeStyle = isEdge ? EDGE : colourOf(stroke.colour);
    for (let at = 1; at < count; at++) {
      const pressed = (stroke.points[at * PER_POINT + 2] ?? 0) / FULL_PRESSURE;
      context.lineWidth = width * (0.4 + 1.2 * pressed) + (isEdge ? width * 2 * EDGE_SHARE : 0);
      const [from, to] = [placeOf(stroke, at - 1, sheet), placeOf(stroke, at, sheet)];
      context.beginPath();
      context.moveTo(from.x, from.y);
      context.lineTo(to.x, to.y);
      context.stroke();
    }
  }
}

function arrowPath(stroke: InkStroke, sheet: Sheet): Path2D {
  const from = placeOf(stroke, 0, sheet);
  const to = placeOf(stroke, pointCount(stroke) - 1, sheet);
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const head = Math.min(length / 2, sized(LINE, sheet) * 5);
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const path = new Path2D();
  path.moveTo(from.x, from.y);
  path.lineTo(to.x, to.y);
  for (const turn of [-0.5, 0.5]) {
    path.moveTo(to.x, to.y);
    path.lineTo(to.x - head * Math.cos(angle + turn), to.y - head * Math.sin(angle + turn));
  }
  return path;
}

function paintText(context: Context, stroke: InkStroke, sheet: Sheet): void {
  const size = letterSize(sheet);
  const { x, y } = placeOf(stroke, 0, sheet);
  context.font = FONT.replace("{size}", String(size));
  context.textBaseline = "top";
  context.direction = "inherit";
  context.textAlign = "left";
  // A text at the edge is moved in as far as it goes.
  const left = Math.max(0, Math.min(x, sheet.width - context.measureText(stroke.text).width - size / 4));
  const top = Math.max(0, Math.min(y, sheet.height - size * 1.3));
  context.strokeStyle = EDGE;
  context.lineWidth = size / 4;
  context.strokeText(stroke.text, left, top);
  context.fillStyle = colourOf(stroke.colour);
  context.fillText(stroke.text, left, top);
}

/** A trace that fades point by point. */
function paintLaser(context: Context, stroke: InkStroke, sheet: Sheet, now: number): void {
  const width = sized(LINE, sheet) * 1.6;
  const count = pointCount(stroke);
  context.strokeStyle = colourOf(stroke.colour);
  context.shadowColor = EDGE;
  context.shadowBlur = width / 2;
  for (let at = 0; at < count; at++) {
    const glow = 1 - (now - (stroke.times[at] ?? 0)) / LASER_MS;
    if (glow <= 0) continue;
    const [from, to] = [placeOf(stroke, Math.max(0, at - 1), sheet), placeOf(stroke, at, sheet)];
    context.globalAlpha = Math.min(1, glow * 1.5);
    context.lineWidth = width * (0.4 + 0.6 * glow);
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.lineTo(to.x, to.y);
    context.stroke();
  }
  context.globalAlpha = 1;
  context.shadowBlur = 0;
}

/** The name of who draws, beside their pen. */
export function paintName(context: Context, name: string, stroke: InkStroke, sheet: Sheet): void {
  const size = 12 * sheet.density;
  const pen = placeOf(stroke, pointCount(stroke) - 1, sheet);
  context.font = FONT.replace("{size}", String(size));
  context.textBaseline = "middle";
  context.textAlign = "left";
  const width = context.measureText(name).width + size;
  const x = Math.max(0, Math.min(pen.x + size, sheet.width - width));
  const y = Math.max(0, Math.min(pen.y - size * 2.2, sheet.height - size * 1.7));
  context.fillStyle = EDGE;
  context.beginPath();
  context.roundRect(x, y, width, size * 1.7, size);
  context.fill();
  context.fillStyle = colourOf(stroke.colour);
  context.fillText(name, x + size / 2, y + size * 0.9);
}
