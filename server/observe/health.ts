import type { IncomingMessage } from "node:http";
import type { Database } from "../db";
import { type Answer, json } from "./answer";
import { hasRights } from "./bearer";
import { openCalls } from "./queries";
import { watchServices } from "./services";

const say = (isWell: boolean, more: object = {}): Answer =>
  json(isWell ? 200 : 503, { status: isWell ? "ok" : "degraded", ...more });

/**
 * How this process is, by path. `/api/health/live`: it answers. `/api/health/ready`: it can serve, because the database answers; what
 * all processes share and one alone cannot mend does not count. `/api/health`: everything it needs answers; whoever has the bearer
 * hears more than the status.
 */
export function healthAnswers(
  db: Database,
  connections: () => number,
): Record<string, (request: IncomingMessage) => Promise<Answer>> {
  const { services, isReady } = watchServices(db);
  return {
    "/api/health/live": async () => say(true),
    "/api/health/ready": async () => say(await isReady()),
    "/api/health": async (request) => {
      const states = await services();
      const isWell = Object.values(states).every((state) => state !== "down");
      if (!hasRights(request)) return say(isWell);
      return say(isWell, {
        uptime: Math.floor(process.uptime()),
        services: states,
        activeConnections: connections(),
        activeCalls: states.database === "up" ? (await openCalls(db)).calls : null,
      });
    },
  };
}
