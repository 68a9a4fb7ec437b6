export { observing, type Observing } from "./observing";
export { countAnswered, countConnected, countEnded, countStarted } from "./on/calls";
