import { isSecure } from "../config";

const PROFILE = /^[\w-]{43}$/;
/** How long a browser profile stays the same device without signing in, in seconds. */
const DEVICE_MAX_AGE_S = 400 * 24 * 60 * 60;

// The prefix pins a cookie to this host and to TLS; browsers refuse it on plain http, so localhost goes without.
const prefix = () => (isSecure() ? "__Host-" : "");

/** Name of the cookie that carries the session token. */
export const sessionCookieName = () => `${prefix()}peal-session`;
/** Name of the cookie that carries a guest's token. */
export const guestCookieName = () => `${prefix()}peal-guest`;
/** Name of the cookie that carries a guest's token for the page of one meeting inside another site's. */
export const embeddedGuestCookieName = (slug: string) => `${prefix()}peal-guest-${slug}`;
/** Name of the cookie that names the browser profile. */
export const deviceCookieName = () => `${prefix()}peal-device`;

/** Header of all requests of a page inside another site's: the code of the meeting that it shows. */
export const EMBED_HEADER = "x-peal-embed";

/** Cookies of a Cookie header, by name; of a repeated name the first counts. */
export function parseCookies(header: string | null | undefined): Map<string, string> {
  const cookies = new Map<string, string>();
  for (const part of header?.split(";") ?? []) {
    const split = part.indexOf("=");
    const name = part.slice(0, split).trim();
    if (split > 0 && !cookies.has(name)) cookies.set(name, part.slice(split + 1).trim());
  }
  return cookies;
}

/**
 * A Cookie header as the page of a meeting inside another site's means it: the guest is the one of that page, not the one of an ordinary
 * tab.
 */
export function embeddedCookies(header: string | null | undefined, slug: string): string {
  const cookies = parseCookies(header);
  const token = cookies.get(embeddedGuestCookieName(slug));
  cookies.delete(guestCookieName());
  if (token) cookies.set(guestCookieName(), token);
  return [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
}

/** The browser profile that a Cookie header names, or null when it names none. */
export function profileOf(header: string | null | undefined): string | null {
  const profile = parseCookies(header).get(deviceCookieName());
  return profile && PROFILE.test(profile) ? profile : null;
}

/** A new browser profile: 256 random bits. */
export function newProfile(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return Buffer.from(bytes).toString("base64url");
}

/** How all cookies of Peal are set: for this host, not readable by scripts, not sent by other sites' forms. */
export const cookieOptions = () => ({
  httpOnly: true,
  sameSite: "lax" as const,
  path: "/",
  secure: isSecure(),
});

/** How the cookie that names the browser profile is set. */
export const deviceCookieOptions = () => ({ ...cookieOptions(), maxAge: DEVICE_MAX_AGE_S });
