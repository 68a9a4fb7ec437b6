import { type Store, writable } from "@/lib/store";
import type { Pad } from "./pad";

const wanted = writable<ReadonlySet<string>>(new Set());
/** Calls whose pad was opened on this device before anybody had written in it. */
export const wantedPads: Store<ReadonlySet<string>> = wanted;

/** Gets the pad of a call, whose code loads only then. */
export const wantPad = (callId: string): void => wanted.set(new Set([...wanted.value, callId]));

const open = writable<ReadonlyMap<string, Pad>>(new Map());
/** The pads of this tab's calls, by call. */
export const openPads: Store<ReadonlyMap<string, Pad>> = open;
export const showPads = (pads: ReadonlyMap<string, Pad>): void => open.set(new Map(pads));
