export { purgeReports } from "./purge";
/** What admins read. */
export { countOpenReports, listReports } from "./queries";
export { reportsRouter } from "./router";
/** What admins make of a report. */
export { settleReport } from "./settle";
