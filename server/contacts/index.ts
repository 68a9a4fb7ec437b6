/** Verbs that other rooms and tests use. */
export { acceptContact } from "./accept";
export { blockPerson } from "./block";
/** Who may call whom, and how many requests wait: for calls and for the live state. */
export { type Callability, callability, requestCounts } from "./queries";
export { requestContact } from "./request";
export { contactsRouter } from "./router";
