export { historyJobs } from "./mail-missed";
export { takeNotesBack } from "./on/account-ended";
export { writeHistory } from "./on/part-ended";
/** Notes after a call that nobody took, over HTTP: `app/api/notes`. */
export { leaveNote } from "./leave-note";
export { readNote } from "./play-note";
export { listHistory, missedCounts } from "./queries";
export { purgeHistory } from "./purge";
export { historyRouter } from "./router";
