import { isIP } from "node:net";

/** Names that are never on the public internet (RFC 6761, 6762, 8375, 9476; `internal` by ICANN). */
const INSIDE = /(^|\.)(localhost|local|internal|intranet|lan|home|corp|alt|onion|home\.arpa)$/;

/**
 * Whether something may be sent to this address, which anybody may have given: https on its usual port, a public
 * DNS name, no credentials. What the name stands for is looked at when it is used (`publicAgent`).
 */
export function isPublicEndpoint(endpoint: string): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { protocol, hostname, port, username, password } = new URL(endpoint);
  // The URL parser has turned every way to write an IPv4 address into the usual one.
  const isName = isIP(hostname) === 0 && !hostname.startsWith("[");
  const isPublicName = /^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z][a-z0-9-]*[a-z0-9]$/.test(hostname);
  return (
    protocol === "https:" &&
    port === "" &&
    username === "" &&
    password === "" &&
    isName &&
    isPublicName &&
    !INSIDE.test(hostname)
  );
}
