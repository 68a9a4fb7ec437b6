import type { Agent } from "node:https";
import { z } from "zod";
import { database } from "../db";
import { publicAgent } from "../outside";
import { deliver } from "./deliver";

const claimed = z.object({ deliveryId: z.uuid(), claim: z.uuid() });

/** Deliveries, each of which may run twice: a claim is good for one attempt. The agent is another one in tests. */
export const webhookJobsBy = (agent: Agent) => ({
  "webhooks.deliver": async (payload: unknown) => await deliver(database(), agent, claimed.parse(payload)),
});
export const webhookJobs = webhookJobsBy(publicAgent());
