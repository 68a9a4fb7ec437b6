/** The first that keeps to `denied-peer-ip` for IPv4 addresses written as IPv6 (CVE-2026-27624). */
const FIRST_SAFE = [4, 9];

/** @param {string} version such as 4.6.1; what cannot be read is old */
export function isOldCoturn(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return !(major > FIRST_SAFE[0] || (major === FIRST_SAFE[0] && minor >= FIRST_SAFE[1]));
}

/**
 * True for an IPv4 address that nobody outside this machine reaches: loopback, and the range for laboratories (RFC 2544), which only the
 * networks of our own tests have. With such a one an old coturn has no IPv6 by which it could be led astray.
 * @param {string} address
 */
export const isSealed = (address) => /^(127\.\d+|198\.1[89])\.\d+\.\d+$/.test(address);
