import { AsyncLocalStorage } from "node:async_hooks";

const held = globalThis as { pealAskedFrom?: AsyncLocalStorage<string> };
held.pealAskedFrom ??= new AsyncLocalStorage();
/** One, also where Next's bundle and the server's live side by side. */
const storage = held.pealAskedFrom;

/** Does the work of a request that came from this network address: what is recorded meanwhile says so. */
export const askedFrom = <T>(address: string, work: () => T): T => storage.run(address, work);

/** The address of the request that is being answered; null outside of one. */
export const addressNow = (): string | null => storage.getStore() ?? null;
