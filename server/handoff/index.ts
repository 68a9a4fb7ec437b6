import "./events";

export { accompanyCall } from "./accompany";
export { askToMove } from "./ask";
export { cancelMove } from "./cancel";
export { carry } from "./carry";
export { declineMove } from "./decline";
export type { MoveAsked, MoveOver } from "./events";
export { cancelOfHeld, failOfEnded, failOfLeft, failOfLost } from "./on/call-changed";
export { failOfSignedOut } from "./on/signed-out";
export { listMoves, type MadeMove } from "./queries";
export { handoffRouter } from "./router";
export { seen } from "./seen";
export { moveSnapshot, type ShownMove } from "./snapshot";
export { sweepMoves } from "./sweep";
export { takeCall } from "./take";
export { warmMove } from "./warm";
