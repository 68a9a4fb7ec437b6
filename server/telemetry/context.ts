import { AsyncLocalStorage } from "node:async_hooks";

/** What is being done, by its ids: they go along with each line of the log. */
type Doing = { requestId: string; callId?: string };

const held = globalThis as { pealDoing?: AsyncLocalStorage<Doing> };
held.pealDoing ??= new AsyncLocalStorage();
/** One, also where Next's bundle and the server's live side by side. */
const storage = held.pealDoing;

/** Does the work of a request or a job under its id; `callId` where it is of a call. */
export const doing = <T>(ids: Doing, work: () => T): T => storage.run({ ...ids }, work);

/** What is done from here on is of this call. */
export function ofCall(callId: string): void {
  const now = storage.getStore();
  if (now) now.callId = callId;
}

/** The ids of what is being done; none outside of a request or a job. */
export const idsNow = (): Partial<Doing> => storage.getStore() ?? {};
