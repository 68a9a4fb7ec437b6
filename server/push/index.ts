export { pushJobs } from "./jobs";
/** Devices that begin to ring and cannot be reached otherwise are pushed. */
export { pushUnreached } from "./on/rang";
/** Which of a person's devices can be woken. */
export { pushDevices } from "./queries";
export { pushRouter } from "./router";
/** A device that signs out is woken no more. */
export { unsubscribe } from "./subscribe";
export { sweepPushes } from "./sweep";
