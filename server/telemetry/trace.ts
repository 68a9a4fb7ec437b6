import { randomBytes } from "node:crypto";
import { config } from "../config";
import { idsNow, spanNow, within } from "./context";
import { exportSpan } from "./otlp";

/** Where a span hangs: what the browser made with a press (W3C Trace Context, `traceparent`). */
export type Parent = { traceId: string; spanId: string };

const TRACEPARENT = /^00-([\da-f]{32})-([\da-f]{16})-01$/;
const NS_PER_MS = 1_000_000n;
const nowNs = () => BigInt(Date.now()) * NS_PER_MS;
const sinceNs = (begun: number) => BigInt(Math.round((performance.now() - begun) * 1e6));

/** Whether somebody takes traces in: else nothing of them costs anything, in the browser neither. */
export const isTracing = (): boolean => config().OTEL_EXPORTER_OTLP_ENDPOINT !== undefined;

/** Reads a `traceparent` that asks to be recorded; null for any other. */
export function readTraceparent(text: string | null | undefined): Parent | null {
  const [, traceId, spanId] = TRACEPARENT.exec(text ?? "") ?? [];
  return traceId && spanId ? { traceId, spanId } : null;
}

/** Does a request's work as a span of the press that it came from, where there is one and traces are taken in. */
export async function traced<T>(
  traceparent: string | null,
  name: string,
  work: () => Promise<T>,
): Promise<T> {
  const parent = isTracing() ? readTraceparent(traceparent) : null;
  return parent ? await recorded(parent, name, "server", work) : await work();
}

/** Does a part of what is being done as a span of its own. Outside of a trace it is the work alone. */
export function span<T>(name: string, work: () => Promise<T>): Promise<T> {
  const parent = spanNow();
  return parent ? recorded(parent, name, "internal", work) : work();
}

async function recorded<T>(
  { traceId, spanId: parentSpanId }: Parent,
  name: string,
  kind: "server" | "internal",
  work: () => Promise<T>,
): Promise<T> {
  const spanId = randomBytes(8).toString("hex");
  const [startNs, begun] = [nowNs(), performance.now()];
  let hasFailed = true;
  try {
    const result = await within({ traceId, spanId }, work);
    hasFailed = false;
    return result;
  } finally {
    const { requestId, callId } = idsNow();
    const attributes = {
      ...(requestId && { "peal.request_id": requestId }),
      ...(callId && { "peal.call_id": callId }),
    };
    const endNs = startNs + sinceNs(begun);
    exportSpan({ traceId, spanId, parentSpanId, name, kind, startNs, endNs, hasFailed, attributes });
  }
}

/** What a browser tells of a press: how long ago it was, and from there on until when each part of its way took. In ms. */
type Pressed = {
  name: string;
  agoMs: number;
  steps: { name: string; fromMs: number; toMs: number }[];
  attributes: Record<string, string>;
};

/** Adds the browser's part of a trace: the press, over which everything hangs, and the steps below it. By this server's clock. */
export function addBrowserSpans(
  { traceId, spanId }: Parent,
  { name, agoMs, steps, attributes }: Pressed,
): void {
  if (!isTracing()) return;
  const pressedNs = nowNs() - BigInt(Math.round(agoMs * 1e6));
  const at = (ms: number) => pressedNs + BigInt(Math.round(ms * 1e6));
  const endNs = at(Math.max(0, ...steps.map(({ toMs }) => toMs)));
  exportSpan({ traceId, spanId, name, kind: "client", startNs: pressedNs, endNs, attributes });
  for (const step of steps)
    exportSpan({
      traceId,
      spanId: randomBytes(8).toString("hex"),
      parentSpanId: spanId,
      name: step.name,
      kind: "internal",
      startNs: at(step.fromMs),
      endNs: at(step.toMs),
      attributes,
    });
}
