import "./events";

export { alerted } from "./alerted";
export { answerCall } from "./answer";
export { busyPeople } from "./busy";
export { declineCall } from "./decline";
export type { CallEnded } from "./events";
export { joinCall } from "./join";
export { callJobs } from "./jobs";
export { leaveCall } from "./leave";
export { leaveSignedOut } from "./on/signed-out";
export { reconcileRooms } from "./reconcile";
export { callsRouter } from "./router";
export { closePage, followRoom } from "./seats";
export { type CallPicture, callSnapshot } from "./snapshot";
export { startCall } from "./start";
export { sweepDeadlines } from "./sweep";
