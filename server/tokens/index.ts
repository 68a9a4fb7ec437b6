/** Signing in for programs, and pairs of tokens that rotate. */
export { logIn, refresh } from "./log-in";
/** Devices that a program acts as. */
export { hasToken } from "./live";
export { createToken } from "./create";
/** Token to actor. */
export { readToken } from "./read";
export { tokensRouter } from "./router";
export { sweepTokens } from "./sweep";
