import "./events";

export {
  callMember,
  type CallMember,
  type CallParticipant,
  lockCalls,
  refuseUnlessEncrypting,
  refuseUnlessOn,
} from "./access";
export { type ActiveSeat, activeSeatOf } from "./active-seat";
export { addPeople } from "./add-people";
export { adoptGuest } from "./adopt-guest";
export { mintAdmission, mintUnseen } from "./admit";
export { arriveAt } from "./arrivals";
export { admitBeside, type Beside, besidesOf, standDown } from "./beside";
export { carryMedia } from "./carry";
export { alerted } from "./alerted";
export { answerCall } from "./answer";
export { type Seat, seatsOf } from "./busy";
export { declineAs, declineCall } from "./decline";
export { endLonelySessions } from "./end-lonely";
export { endByAdmin } from "./end-by-admin";
export { endLongCalls } from "./end-long-calls";
export type {
  CallAnswered,
  CallEnded,
  CallEntered,
  CallHeld,
  CallPart,
  CallRang,
  CallStarted,
  DeviceConnected,
  PartEnded,
  SeatsLeft,
  StandbyLost,
} from "./events";
export { presentOn } from "./present";
export { limitSending, mutePeople } from "./limit-sending";
export { lockPeople } from "./lock-people";
export { notifyCall } from "./notify-call";
export { guardOf } from "./guard";
export { holdCall, resumeCall } from "./hold";
export { joinCall } from "./join";
export { forgetCalls } from "./forget";
export { freeCrashedTiles } from "./free-crashed";
export { callJobs } from "./jobs";
export { leaveCall } from "./leave";
export { leaveToSomebody } from "./on/account-ended";
export { ringSignedIn } from "./on/signed-in";
export { followRooms } from "./on/rooms-moved";
export { leaveSignedOut } from "./on/signed-out";
export { putOut } from "./put-out";
export { recordConnection } from "./record-connection";
export { reconcileRooms } from "./reconcile";
export { ringAgain } from "./ring-again";
export { ringTogether } from "./ring-together";
export { callsRouter } from "./router";
export { closePage, followRoom } from "./seats";
/** Sessions of meetings: calls that ring nobody. */
export { endSession, enterSession, findSession, type SessionOf } from "./session";
export { type CallPicture, callSnapshot } from "./snapshot";
export { startCall } from "./start";
export { switchActive } from "./switch-active";
export type { Outcome } from "./transitions";
/** Whose a row of `call_participants` or `admissions` is. */
export { deviceIdOf, ownerOf, personIdOf } from "./whose";
export { sweepDeadlines } from "./sweep";
export { unveil } from "./unveil";
export { warmBeside } from "./warm-beside";
