/** An account that ends, as the log remembers it. */
export { leaveAuditToSomebody } from "./forget";
/** From where a request came, for what is recorded while it is answered. */
export { askedFrom } from "./origin";
export { purgeAudit } from "./purge";
/** Writes down who did what. */
export { record } from "./record";
