import { writable } from "@/lib/store";

/** The call that is on its way to this device from another one, until this tab has a part in it. Written by `continue-here.ts`. */
export const comingCall = writable<string | null>(null);
