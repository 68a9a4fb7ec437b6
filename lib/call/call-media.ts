/** A call's media and encryption: one piece of code, loaded by `loadMedia`. */
export { CallRoom, capture, captureEarly, completeTracks, release } from "@/lib/media/call-room";
export { attend } from "./attendants";
export { CallLock } from "./call-lock";
export { StandbySeen } from "./standby-seen";
