import { pino } from "pino";

export { type CallType, callType, metrics } from "./metrics";

/** Structured log of this process: JSON lines with a name for each event. Never a token, key or password. */
export const log = pino({ level: process.env.PEAL_LOG ?? "info", base: undefined });
