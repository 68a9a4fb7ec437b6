/** Who may call whom, and how many requests wait: for calls and for the live state. */
export { callability, requestCounts, visibleContacts } from "./queries";
export { contactsRouter } from "./router";
