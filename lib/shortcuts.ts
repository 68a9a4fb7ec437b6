import { type Store, writable } from "@/lib/store";

/** The keys of a call, in the order in which they are told. `talk` is held; the others are pressed. */
export const shortcutKeys = {
  microphone: "m",
  talk: " ",
  camera: "v",
  share: "s",
  hand: "h",
  chat: "c",
  layout: "l",
  fullScreen: "f",
  pictureInPicture: "p",
  shortcuts: "?",
} as const;
export type Shortcut = keyof typeof shortcutKeys;

type Acts = ReadonlyMap<Shortcut, () => void>;
const acts = writable<Acts>(new Map());
/** What the keys do at present; a key that is not offered does nothing. */
export const offeredShortcuts: Store<Acts> = acts;

/** A part of the stage says what a key does while it is there. The function that is returned takes that back. */
export function offerShortcut(shortcut: Shortcut, act: () => void): () => void {
  acts.set(new Map(acts.value).set(shortcut, act));
  return () => {
    if (acts.value.get(shortcut) !== act) return;
    const left = new Map(acts.value);
    left.delete(shortcut);
    acts.set(left);
  };
}

/** Does what the key would. */
export const runShortcut = (shortcut: Shortcut): void => acts.value.get(shortcut)?.();

type Press = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "isComposing">;

/** What a press of a key means; null where it is no shortcut. Modifiers but Shift are the browser's. */
export function shortcutOf({ key, ctrlKey, metaKey, altKey, isComposing }: Press): Shortcut | null {
  if (ctrlKey || metaKey || altKey || isComposing) return null;
  const pressed = key.toLowerCase();
  const names = Object.keys(shortcutKeys) as Shortcut[];
  return names.find((name) => shortcutKeys[name] === pressed) ?? null;
}

const written = "textarea, select, [contenteditable]:not([contenteditable=false])";
const pressedInputs = new Set(["button", "checkbox", "radio", "range", "submit", "reset", "file", "color"]);

/** Whether letters go into that place: a key means itself there. */
export function isTypedInto(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !pressedInputs.has(target.type);
  return target.closest(written) !== null;
}

/** Whether the space bar presses what has the focus. */
export const isPressedBySpace = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest("button, a, input, select, summary, [role=button], [role=menuitem], [role=option]") !== null;
