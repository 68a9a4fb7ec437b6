export { isPublicAddress } from "./addresses";
/** Connections to servers of others, whose addresses anybody may have given: to the public internet and nowhere else. */
export { NotPublicError, publicAgent } from "./agent";
export { isPublicEndpoint } from "./endpoint";
