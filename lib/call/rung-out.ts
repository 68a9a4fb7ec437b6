import { type Store, writable } from "@/lib/store";

const all = writable<ReadonlySet<string>>(new Set());

/** Whom this page may ring no more in a call, each as `<call> <person>`: the server has said that it was enough. */
export const rungOut: Store<ReadonlySet<string>> = all;

const keyOf = (callId: string, personId: string) => `${callId} ${personId}`;

/** Whether a person was rung as often as one may in a call. */
export const isRungOut = (known: ReadonlySet<string>, callId: string, personId: string): boolean =>
  known.has(keyOf(callId, personId));

/** Notes that a person is not to be rung again in this call. */
export function noteRungOut(callId: string, personId: string): void {
  all.set(new Set([...all.value, keyOf(callId, personId)]));
}
