export { doing, ofCall } from "./context";
export { figuresOf, Rates, readFigures } from "./figures";
export { log } from "./log";
export { type CallType, callType, metrics } from "./metrics";
export { flushSpans } from "./otlp";
export { addBrowserSpans, isTracing, readTraceparent, span, traced } from "./trace";
