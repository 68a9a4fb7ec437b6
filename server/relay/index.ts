/** The relay where direct fails, or where a person wants nobody to learn their address. */
export { relayRouter } from "./router";
/** Whether a person's media goes through the relay alone. */
export { isRelayOnly } from "./settings";
/** Whether a relay answers. */
export { relayAnswers } from "./probe";
