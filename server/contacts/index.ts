/** Whom a call of a group rings. */
export { groupPeople } from "./group-queries";
/** Who may call whom, and how many requests wait: for calls and for the live state. */
export { callability, requestCounts, type Visible, visibleContacts } from "./queries";
export { purgeInvitations } from "./purge";
export { tellOfEnd } from "./on/account-ended";
export { tellContacts } from "./on/identity-changed";
export { tellOwnDevices } from "./on/identity-verified";
export { contactsRouter } from "./router";
/** Accounts: making one may need an invite link. */
export { accountRouter } from "./sign-up";
/** How often each person's lists have changed, for the live state. */
export { contactVersionsOf } from "./versions";
