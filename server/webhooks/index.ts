export { webhookJobs } from "./jobs";
/** Events that have got their places are queued for the webhooks that hear of them. */
export { queueDeliveries } from "./on/ordered";
export { webhooksRouter } from "./router";
export { sweepDeliveries } from "./sweep";
