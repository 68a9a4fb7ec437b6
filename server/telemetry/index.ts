export { doing, ofCall } from "./context";
export { log } from "./log";
export { type CallType, callType, metrics } from "./metrics";
