import type { IncomingMessage, ServerResponse } from "node:http";
import { isIP } from "node:net";
import { config, isSecure } from "../config";

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/**
 * What every answer says, whatever it is: its type is as told, its address goes to no other site, https is remembered.
 */
export function commonHeaders(): Record<string, string> {
  // Not for a bare address: there browsers ignore it, but on localhost, which the same certificate covers, it would force https on
  // every other program of that machine.
  const isNamed = isIP(new URL(config().PEAL_URL).hostname) === 0;
  return {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    ...(isSecure() && isNamed && { "strict-transport-security": "max-age=31536000" }),
  };
}

// Nobody frames what is no page, and nothing is plugged into it. Workers, whose scripts bring their policy, load what they need.
const NO_PAGE_POLICY = "object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

/**
 * Has each answer say what holds for every one where nothing else was said: pages have a policy of their own, pictures may be kept. Said at the
 * last moment, since Next adds its headers to those that are there. What it is, is made once, for all requests of a process.
 */
export function beforeAnswers(): (request: IncomingMessage, response: ServerResponse) => void {
  const common = Object.entries({ ...commonHeaders(), "content-security-policy": NO_PAGE_POLICY });
  const ofApi = [...common, ["cache-control", "no-store"] as const];
  return ({ url }, response) => {
    const held = url?.startsWith("/api/") ? ofApi : common;
    const writeHead = response.writeHead.bind(response) as (...given: unknown[]) => ServerResponse;
    response.writeHead = (...given: unknown[]) => {
      for (const [name, value] of held) if (!response.hasHeader(name)) response.setHeader(name, value);
      return writeHead(...given);
    };
  };
}

/** Whether a request's method is one that anything here knows: TRACE would say back what it was asked with (RFC 9110, 9.3.8). */
export const isKnownMethod = (method: string | undefined): boolean => METHODS.has(method ?? "");
