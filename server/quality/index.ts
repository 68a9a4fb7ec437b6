/** Keeps the partitions of the reports; run by any worker. */
export { keepPartitions } from "./partitions";
export { qualityOfCall } from "./queries";
export { rateCall } from "./rate";
export { reportQuality } from "./report";
export { qualityRouter } from "./router";
/** Reports of who has no account any more. */
export { dropReports } from "./on/account-ended";
