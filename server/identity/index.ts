/** Which box keys there are for what is kept, and the way from a key to its person's root. */
export { boxKeysOf, chainOf } from "./queries";
export { endRequests } from "./on/signed-out";
export { isSignedBy } from "./signature";
