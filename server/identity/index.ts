/** A device that may speak for its person. */
export { confirmedDevice } from "./access";
export { endRequests } from "./on/signed-out";
/** The keys of people's devices, for what is kept. Who may know them is the caller's business. */
export { boxKeysOf, keysOf } from "./queries";
export { isSignedBy } from "./signature";
export { purgeRequests } from "./purge";
