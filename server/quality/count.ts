import { type CallType, metrics } from "../telemetry";
import type { QualityReport } from "./contract";
import { delayOf, lossOf } from "./judge";

/** Adds a report to the figures of the installation. The first of a connection is of the moments in which it finds its rate. */
export function countReport(
  type: CallType,
  report: QualityReport,
  { mos, othersMs }: { mos: number | null; othersMs: number | null },
): void {
  if (report.sequence === 0) return;
  const { scores, losses, audioDelays, videoDelays } = metrics();
  const label = { call_type: type };
  if (mos !== null) scores.observe(label, mos);
  if (report.lossDown !== null || report.lossUp !== null) losses.observe(label, lossOf(report) * 100);
  const { jitterBufferMs, videoBufferMs } = report;
  if (jitterBufferMs !== null) audioDelays.observe(label, delayOf(report, othersMs, jitterBufferMs) / 1000);
  if (videoBufferMs !== null) videoDelays.observe(label, delayOf(report, othersMs, videoBufferMs) / 1000);
}

/** Adds a way that a device's media takes. */
export function countWay(type: CallType, way: QualityReport["connectionType"]): void {
  if (way !== null) metrics().ways.inc({ call_type: type, connection_type: way });
}
