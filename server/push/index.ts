export { pushJobs } from "./jobs";
/** Hosts who are not there are told who waits at their meetings. */
export { pushKnock } from "./on/knocked";
/** Hosts are told that their meetings begin soon. */
export { pushReminder } from "./on/reminded";
/** Devices that begin to ring and cannot be reached otherwise are pushed. */
export { pushUnreached } from "./on/rang";
/** Devices that are not connected are told of calls of their person that run elsewhere, or are asked to take one. */
export { endAsked, pushAsked, sweepPushedCalls } from "./pushed-calls";
export { purgePushes } from "./purge";
export { pushRouter } from "./router";
/** A device that signs out is woken no more. */
export { unsubscribe } from "./subscribe";
export { sweepPushes } from "./sweep";
