import { config } from "../config";
import { log } from "./log";

/** A piece of work (OpenTelemetry, trace data model). Times in ns since the epoch, ids in hex. */
export type Span = {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: "internal" | "server" | "client";
  startNs: bigint;
  endNs: bigint;
  hasFailed?: boolean;
  attributes?: Record<string, string | number>;
};

const KINDS = { internal: 1, server: 2, client: 3 };
const ERROR = { code: 2 };
const EVERY_MS = 1_000;
const PATIENCE_MS = 5_000;
/** More than this wait for a collector that does not answer: the oldest are lost. */
const MOST = 2_048;

const held = globalThis as { pealSpans?: Span[]; pealSpansTimer?: NodeJS.Timeout | undefined };

const attributesOf = (of: Record<string, string | number>) =>
  Object.entries(of).map(([key, value]) => ({
    key,
    value: typeof value === "number" ? { doubleValue: value } : { stringValue: value },
  }));

/** Spans as OTLP/HTTP takes them in JSON (opentelemetry-proto, collector/trace/v1). */
function bodyOf(spans: Span[], service: string): string {
  const written = spans.map(({ kind, startNs, endNs, hasFailed, attributes = {}, ...rest }) => ({
    ...rest,
    kind: KINDS[kind],
    startTimeUnixNano: String(startNs),
    endTimeUnixNano: String(endNs),
    attributes: attributesOf(attributes),
    status: hasFailed ? ERROR : {},
  }));
  const resource = { attributes: attributesOf({ "service.name": service }) };
  return JSON.stringify({
    resourceSpans: [{ resource, scopeSpans: [{ scope: { name: "peal" }, spans: written }] }],
  });
}

/** Hands a span over, with others, within a second. Only where OTEL_EXPORTER_OTLP_ENDPOINT is set. */
export function exportSpan(span: Span): void {
  held.pealSpans ??= [];
  held.pealSpans.push(span);
  if (held.pealSpans.length > MOST) held.pealSpans.shift();
  held.pealSpansTimer ??= setTimeout(() => void flushSpans(), EVERY_MS).unref();
}

/** Sends what waits. What the collector does not take is lost: a trace is worth no second try. */
export async function flushSpans(): Promise<void> {
  clearTimeout(held.pealSpansTimer);
  held.pealSpansTimer = undefined;
  const spans = held.pealSpans?.splice(0) ?? [];
  const { OTEL_EXPORTER_OTLP_ENDPOINT: url, OTEL_EXPORTER_OTLP_HEADERS, OTEL_SERVICE_NAME } = config();
  if (!url || spans.length === 0) return;
  try {
    const response = await fetch(`${url.replace(/\/$/, "")}/v1/traces`, {
      method: "POST",
      headers: { ...OTEL_EXPORTER_OTLP_HEADERS, "content-type": "application/json" },
      body: bodyOf(spans, OTEL_SERVICE_NAME),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (!response.ok) throw new Error(`the collector answers ${response.status}`);
  } catch (error) {
    log.warn({ event: "traces_not_sent", spans: spans.length, reason: String(error) });
  }
}
