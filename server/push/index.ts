export { pushJobs } from "./jobs";
/** Devices that begin to ring and cannot be reached otherwise are pushed. */
export { pushUnreached } from "./on/rang";
export { pushRouter } from "./router";
/** A device that signs out is woken no more. */
export { unsubscribe } from "./subscribe";
export { sweepPushes } from "./sweep";
