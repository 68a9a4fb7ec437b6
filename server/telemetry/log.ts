import { pino } from "pino";
import { idsNow } from "./context";

const MASKS: [RegExp, string][] = [
  // Drizzle tells what a query was asked with: names, addresses, hashes.
  [/\nparams: [\s\S]*/, ""],
  // Postgres quotes the value that it did not take.
  [/(invalid input [^:]*: )[\s\S]*/, "$1…"],
  [/[^\s@"'<>()=,;]+@[^\s@"'<>()=,;]+\.\w+/g, "<e-mail>"],
  [/\beyJ[\w-]+\.[\w-]+(\.[\w-]*)*/g, "<token>"],
  [/\b(Bearer|Basic) \S+/gi, "$1 <secret>"],
];

/** A text without what is private in it, as far as that can be told from its form. */
const masked = (text: string): string => MASKS.reduce((left, [what, by]) => left.replace(what, by), text);

type Failure = { name?: string; message?: string; code?: unknown; stack?: string; cause?: unknown };

/** Of an error its kind, message, code and where: not the values that libraries hang onto it. */
function told(error: unknown): unknown {
  if (!(error instanceof Error)) return typeof error === "string" ? masked(error) : typeof error;
  const { name, message, code, stack, cause } = error as Failure;
  return {
    type: name,
    message: masked(message ?? ""),
    ...(typeof code === "string" && { code }),
    at: stack?.split("\n").filter((line) => /^\s+at /.test(line)),
    ...(cause !== undefined && { cause: told(cause) }),
  };
}

/** Left out of every line, by name: also one level below. */
const NEVER = ["token", "password", "cookie", "authorization", "secret", "email", "name", "handle"];

const maskedIn = (line: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(line).map(([key, value]) => [key, typeof value === "string" ? masked(value) : value]),
  );

/**
 * Structured log of this process: JSON lines with a name for each event, and the ids of the request and the call. Never a name, token, key or
 * password: what looks like one is taken out all the same.
 */
export const log = pino({
  level: process.env.PEAL_LOG ?? "info",
  base: undefined,
  mixin: () => ({ ...idsNow() }),
  serializers: { err: told },
  redact: { paths: NEVER.flatMap((name) => [name, `*.${name}`]), remove: true },
  formatters: { log: maskedIn },
});
