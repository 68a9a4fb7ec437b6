/** Reactions: an account ends. */
export { forgetPerson } from "./on/account-ended";
/** Reactions: what happens in calls and meetings is written down in its own transaction. */
export { tellAnswered, tellEnded, tellHandedOver, tellPartEnded, tellRang, tellStarted } from "./on/calls";
export { tellOfMeetings } from "./on/meetings";
export { type Answer, post } from "./post";
export { purgeEvents } from "./purge";
export { putInOrder } from "./put-in-order";
export { toCloudEvent } from "./queries";
export { secretOf, signedHeaders } from "./signature";
export { closeSinks, pumpEvents } from "./sinks";
