export { lowerHandsOf } from "./on/seats-left";
export { chatRouter } from "./router";
export { chatSnapshot, type Talk } from "./snapshot";
