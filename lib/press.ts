/** A press that goes into a call, and when the server had answered it; both by `performance.now()`. */
type Press = { what: "start" | "answer" | "join"; at: number; repliedAt: number; traceparent?: string };

let last: Press | null = null;
const hex = () => crypto.randomUUID().replaceAll("-", "");

/** Somebody goes into a call now. Where the server takes traces in, the page says so, and what is asked until it answers is part of one. */
export function pressed(what: Press["what"]): void {
  last = { what, at: performance.now(), repliedAt: 0 };
  if ("traces" in document.documentElement.dataset) last.traceparent = `00-${hex()}-${hex().slice(16)}-01`;
}

/** The server has let this device in. */
export function replied(): void {
  if (last) last.repliedAt ||= performance.now();
}

/** The press that has led into a call, once. */
export function takePress(): Press | null {
  const taken = last?.repliedAt ? last : null;
  if (taken) last = null;
  return taken;
}

/** The header of W3C Trace Context of a request that belongs to a press. */
export const traceHeader = (): { traceparent?: string } =>
  last?.traceparent && !last.repliedAt ? { traceparent: last.traceparent } : {};
