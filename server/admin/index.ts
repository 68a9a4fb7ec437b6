/** The audit log as a file. */
export { exportAudit } from "./export-audit";
export { adminRouter } from "./router";
