import { type Database, database } from "../db";

/** What every procedure knows about a request. Who acts is found by the capability that needs it. */
export type RpcContext = {
  db: Database;
  headers: Headers;
  /** What goes out with the answer besides, e.g. a cookie. */
  responseHeaders: Headers;
  /** The client's address, for limits. */
  address: string;
};

/**
 * The client's address: what the nearest proxy appended last to X-Forwarded-For. Earlier entries are the
 * client's own claim.
 */
export function clientAddress(headers: Headers): string {
  return headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() || "unknown";
}

/** The context of a request, from its headers alone; server components may make one too. */
export function createContext(headers: Headers, responseHeaders = new Headers()): RpcContext {
  return { db: database(), headers, responseHeaders, address: clientAddress(headers) };
}
