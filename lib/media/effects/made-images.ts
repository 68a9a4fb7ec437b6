/** Backgrounds that are drawn here: two colours that flow into each other, and a light in a corner. */
const made = {
  dusk: ["#2b2140", "#b4586b", "#f2a93b"],
  shore: ["#0f3b4c", "#5ea3a3", "#efe3c8"],
  paper: ["#d9d2c3", "#f1ece1", "#ffffff"],
  night: ["#0c0f1a", "#1b2440", "#4a5f9e"],
} as const;

export type MadeImage = keyof typeof made;
export const madeImages = Object.keys(made) as MadeImage[];

const [WIDTH, HEIGHT] = [1280, 720];

/** How it looks as a small sign of itself, in CSS. */
export const signOf = (name: MadeImage): string =>
  `radial-gradient(circle at 75% 20%, ${made[name][2]}, transparent 60%), linear-gradient(${made[name][0]}, ${made[name][1]})`;

/** Draws it; null for a name that is none. */
export async function drawMade(name: string): Promise<ImageBitmap | null> {
  const colours = name in made ? made[name as MadeImage] : null;
  const canvas = new OffscreenCanvas(WIDTH, HEIGHT);
  const context = canvas.getContext("2d");
  if (!colours || !context) return null;
  const sky = context.createLinearGradient(0, 0, 0, HEIGHT);
  sky.addColorStop(0, colours[0]);
  sky.addColorStop(1, colours[1]);
  const lamp = context.createRadialGradient(
    WIDTH * 0.75,
    HEIGHT * 0.2,
    0,
    WIDTH * 0.75,
    HEIGHT * 0.2,
    WIDTH * 0.6,
  );
  lamp.addColorStop(0, colours[2]);
  lamp.addColorStop(1, `${colours[2]}00`);
  for (const fill of [sky, lamp]) {
    context.fillStyle = fill;
    context.fillRect(0, 0, WIDTH, HEIGHT);
  }
  return await createImageBitmap(canvas);
}
