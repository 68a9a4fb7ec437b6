/** What is done to what is behind a person. `portrait` is blur with light; `own:…` and `made:…` name an image. */
export type Background = "none" | "blur" | "portrait" | `own:${string}` | `made:${string}`;
export const filters = ["none", "warm", "cool", "grey", "bright"] as const;
export type Filter = (typeof filters)[number];
/** What is done to one's own picture before anybody gets it. */
export type Effect = { background: Background; filter: Filter };

export const plain: Effect = { background: "none", filter: "none" };

/** Nothing is done. */
export const isPlain = ({ background, filter }: Effect): boolean =>
  background === "none" && filter === "none";

/** Whether a person must be told from what is behind them, which is not seen then. */
export const isCutOut = ({ background }: Effect): boolean => background !== "none";

/** An effect as this browser remembers it: background and filter, with a space between. */
export const written = ({ background, filter }: Effect): string => `${background} ${filter}`;

const BACKGROUND = /^(none|blur|portrait|(own|made):[\w-]{1,64})$/;

/** Reads what was remembered; anything foreign is no effect. */
export function readEffect(text: string | undefined): Effect {
  const [background = "", filter = ""] = (text ?? "").split(" ");
  const known = filters.find((one) => one === filter);
  if (!known || !BACKGROUND.test(background)) return plain;
  return { background: background as Background, filter: known };
}
