/** Who a request is, and what each kind of actor is called. */
export {
  type Actor,
  type CallActor,
  type GuestActor,
  onCalls,
  type TokenActor,
  type UserActor,
} from "./actor";
/** Who looks after this Peal: proof, and procedures that need it. */
export { type Admin, adminOf, adminProcedure, holdAdmins, refuseLastAdmin } from "./admin";
/** What admins do about people: keep them out, let them in again, share the work. */
export { setAdmin } from "./make-admin";
export { liftSuspension, refuseUnlessThere, suspendPerson } from "./suspend";
/** Who may make an account. */
export { signUp } from "./sign-up";
export { setSignUpMode, signUpMode } from "./sign-up-mode";
/** The cookie that makes a browser a guest. */
export { GUEST_MAX_AGE_S, type GuestClaims, guestClaims, guestCookie } from "./guest-token";
/** Notes when devices were last seen. */
export { markSeen } from "./devices";
/** The session that each device holds, in bulk. */
export { liveSessions } from "./live-sessions";
/** Columns of a select that make a `Person`. */
export { personColumns, pictureUrlOf } from "./person";
/** Own pictures: set by their owner, read by anybody signed in. */
export { findPicture, MOST_PICTURE_BYTES, setPicture } from "./picture";
/** Procedures that need a signed-in person; and who makes a request, for those that do not. */
export { actorOf, asActor, callProcedure, userProcedure } from "./procedures";
export { accountProcedures, deviceProcedures } from "./router";
/** Sessions: cookie to actor, and token of an actor. */
export { claimsOf, readActor, renewedToken, SESSION_MAX_AGE_S, sessionToken } from "./session";
export { bindDevice, checkPassword, type SignIn, signIn } from "./sign-in";
/** Proving again who acts, and the end of an account. */
export { checkOwnPassword } from "./check-password";
export { endAccount } from "./end-account";
/** Devices that were not seen for longer than a session lasts. */
export { expireSessions } from "./expire";
export { endSession, endSessionsOf, signOut } from "./sign-out";
export { hashPassword, isPassword } from "./passwords";
