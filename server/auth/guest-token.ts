import { decode, encode } from "next-auth/jwt";
import { z } from "zod";
import { config } from "../config";
import { cookieOptions, embeddedGuestCookieName, guestCookieName, parseCookies } from "../cookies";
import type { GuestActor } from "./actor";

/** How long a guest stays the same one in this browser, in seconds. */
export const GUEST_MAX_AGE_S = 24 * 60 * 60;

/** Tokens of guests and of sessions are sealed with different keys: one is never taken for the other. */
const SALT = "peal guest";
const claims = z.object({ guestId: z.uuid(), meetingId: z.uuid(), secret: z.string() });
export type GuestClaims = z.output<typeof claims>;

/**
 * The Set-Cookie header that makes a browser this guest: sealed, out of reach of scripts, of this browser alone. `embeddedAt`: for the
 * page of that meeting inside another site's, where browsers keep only what is said to be for such a place, apart for each site.
 */
export async function guestCookie(guest: GuestClaims, embeddedAt: string | null = null): Promise<string> {
  const token = await encode({
    token: guest,
    secret: config().PEAL_SECRET,
    salt: SALT,
    maxAge: GUEST_MAX_AGE_S,
  });
  const { path, secure } = cookieOptions();
  const attributes = [`Path=${path}`, `Max-Age=${GUEST_MAX_AGE_S}`, "HttpOnly"];
  if (embeddedAt) {
    const name = embeddedGuestCookieName(embeddedAt);
    return [`${name}=${token}`, ...attributes, "SameSite=None", "Secure", "Partitioned"].join("; ");
  }
  const own = ["SameSite=Lax", ...(secure ? ["Secure"] : [])];
  return [`${guestCookieName()}=${token}`, ...attributes, ...own].join("; ");
}

/** What a Cookie header says of a guest, or null. The guest may be gone since: whoever has the row asks it. */
export async function guestClaims(cookieHeader: string | null | undefined): Promise<GuestClaims | null> {
  const token = parseCookies(cookieHeader).get(guestCookieName());
  if (!token) return null;
  const decoded = await decode({ token, secret: config().PEAL_SECRET, salt: SALT }).catch(() => null);
  const parsed = claims.safeParse(decoded);
  return parsed.success ? parsed.data : null;
}

/** Who a Cookie header says a guest is. */
export async function claimedGuest(cookieHeader: string | null | undefined): Promise<GuestActor | null> {
  const claimed = await guestClaims(cookieHeader);
  return claimed && { kind: "guest", guestId: claimed.guestId, meetingId: claimed.meetingId };
}
