import type { CallActor } from "../auth";
import { config } from "../config";
import type { Database } from "../db";
import { limit } from "../limits";
import { addBrowserSpans, metrics, readTraceparent } from "../telemetry";
import { reporter } from "./access";
import type { ArrivalReport } from "./contract";

/**
 * Takes in how the actor's own device came into a call: a figure, and the browser's part of the trace. Who starts a call waits for a
 * person, which is no latency. Refuses with `not_found` (not this device's admission, or not connected) or `rate_limited`.
 */
export async function reportArrival(db: Database, actor: CallActor, report: ArrivalReport): Promise<void> {
  await limit(db, { key: `quality:${actor.deviceId}`, rate: config().PEAL_LIMIT_QUALITY });
  const { type, callId } = await reporter(db, actor, report);
  const { pressed, agoMs, repliedMs, connectedMs, mediaMs } = report;
  if (mediaMs !== null && pressed !== "start") metrics().setUps.observe({ call_type: type }, mediaMs / 1000);
  const parent = readTraceparent(report.traceparent);
  if (!parent) return;
  const steps = [
    { name: "browser request", fromMs: 0, toMs: repliedMs },
    { name: "browser connection", fromMs: repliedMs, toMs: Math.max(repliedMs, connectedMs) },
  ];
  if (mediaMs !== null)
    steps.push({ name: "browser first picture", fromMs: connectedMs, toMs: Math.max(connectedMs, mediaMs) });
  const attributes = { "peal.call_id": callId, "peal.call_type": type };
  addBrowserSpans(parent, { name: `press ${pressed}`, agoMs, steps, attributes });
}
