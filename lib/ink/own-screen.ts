import { type Store, writable } from "@/lib/store";

const shown = writable(false);
/** Whether the screen that one shares oneself has a tile: once somebody draws on it, or one asked for it. */
export const isOwnScreenShown: Store<boolean> = shown;
export const showOwnScreen = (isShown: boolean): void => shown.set(isShown);
