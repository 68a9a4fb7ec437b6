export { lowerHandsOf } from "./on/seats-left";
export { purgeChats } from "./purge";
export { chatRouter } from "./router";
export { chatSnapshot, type Talk } from "./snapshot";
