import { AsyncLocalStorage } from "node:async_hooks";

/** What is being done, by its ids: they go along with each line of the log. */
type Ids = { requestId?: string; callId?: string };
/** The span that is open. */
type Open = { traceId: string; spanId: string };
type Doing = { ids: Ids; open: Open | null };

const held = globalThis as { pealDoing?: AsyncLocalStorage<Doing> };
held.pealDoing ??= new AsyncLocalStorage();
/** One, also where Next's bundle and the server's live side by side. */
const storage = held.pealDoing;

/** Does the work of a request or a job under its id; `callId` where it is of a call. */
export const doing = <T>(ids: { requestId: string; callId?: string }, work: () => T): T =>
  storage.run({ ids: { ...ids }, open: null }, work);

/** Does work inside of a span. */
export const within = <T>(open: Open, work: () => T): T =>
  storage.run({ ids: storage.getStore()?.ids ?? {}, open }, work);

/** What is done from here on is of this call. */
export function ofCall(callId: string): void {
  const now = storage.getStore();
  if (now) now.ids.callId = callId;
}

/** The ids of what is being done; none outside of a request or a job. */
export const idsNow = (): Ids => storage.getStore()?.ids ?? {};

/** The span that is open; null outside of a trace. */
export const spanNow = (): Open | null => storage.getStore()?.open ?? null;
