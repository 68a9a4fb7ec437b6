/** Signing in for programs, and pairs of tokens that rotate. */
export { logIn, refresh } from "./log-in";
/** Token to actor. */
export { readToken } from "./read";
export { tokensRouter } from "./router";
export { sweepTokens } from "./sweep";
