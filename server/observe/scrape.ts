import type { IncomingMessage } from "node:http";
import { collectDefaultMetrics } from "prom-client";
import { config } from "../config";
import type { Database } from "../db";
import { log, metrics } from "../telemetry";
import type { Answer } from "./answer";
import { hasRights } from "./bearer";
import { nodeFigures } from "./nodes";
import { readShared } from "./shared";

/** What cannot be read by then is left out, in ms: Prometheus waits for 10 s. */
const PATIENCE_MS = 3_000;

/** Answers `/api/metrics`, to whoever has the bearer. Without PEAL_METRICS_TOKEN there is no such address. */
export function metricsAnswer(
  db: Database,
  connections: () => number,
): (request: IncomingMessage) => Promise<Answer> {
  const { registry, connected, calls, meetings, relayed } = metrics();
  const readNodes = nodeFigures();
  const isOn = config().PEAL_METRICS_TOKEN !== undefined;
  if (isOn && !registry.getSingleMetric("process_cpu_seconds_total"))
    collectDefaultMetrics({ register: registry });
  return async (request) => {
    if (!isOn) return { status: 404 };
    if (!hasRights(request)) return { status: 401, headers: { "www-authenticate": "Bearer" } };
    connected.set(connections());
    for (const gauge of [calls, meetings, relayed]) gauge.remove();
    await Promise.all([within(readShared(db)), within(readNodes())]);
    return { status: 200, type: registry.contentType, text: await registry.metrics() };
  };
}

async function within(reading: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const isLate = new Promise<void>((resume) => {
    timer = setTimeout(resume, PATIENCE_MS);
  });
  const told = reading.catch((error: unknown) =>
    log.warn({ event: "figures_not_read", reason: String(error) }),
  );
  await Promise.race([told, isLate]);
  clearTimeout(timer);
}
