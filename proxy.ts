import { type NextRequest, NextResponse } from "next/server";
import { readActor, renewedToken, SESSION_MAX_AGE_S } from "./server/auth";
import { config as settings } from "./server/config";
import {
  cookieOptions,
  deviceCookieName,
  deviceCookieOptions,
  newProfile,
  profileOf,
  sessionCookieName,
} from "./server/cookies";
import { commonHeaders } from "./server/front";

const SIGNED_OUT_PAGES = new Set(["/sign-in", "/sign-up"]);
/** Pages that look the same for everybody, and the way in of a share; `/dev` exists in development only. */
const OPEN_PAGES = /^\/(dev|developers|embed|offline|rsvp|security|share)(\/|$)/;
/** The one page that other sites may frame: those that the operator names. */
const EMBED = /^\/embed\/[a-z]{3}-[a-z]{4}-[a-z]{3}$/;
/** The address of a meeting, which guests open. */
const MEETING = /^\/[a-z]{3}-[a-z]{4}-[a-z]{3}$/;

/** Pages only: routes under /api answer for themselves, files need none of this. */
export const config = { matcher: ["/((?!api/|_next/|.*\\.[\\w]+$).*)"] };

/** The SFU nodes as browsers reach them: signalling, and the question before it. */
function mediaAddresses(): string[] {
  const { PEAL_SFU_NODES, LIVEKIT_PUBLIC_URL } = settings();
  const urls = PEAL_SFU_NODES?.map(({ publicUrl }) => publicUrl) ?? [LIVEKIT_PUBLIC_URL];
  return urls.flatMap((url) => {
    const { protocol, host } = new URL(url);
    return protocol === "wss:" ? [`wss://${host}`, `https://${host}`] : [`ws://${host}`, `http://${host}`];
  });
}

function framers(pathname: string): string {
  const { PEAL_EMBED_ORIGINS: origins } = settings();
  return EMBED.test(pathname) && origins.length > 0 ? origins.join(" ") : "'none'";
}

function contentSecurityPolicy(nonce: string, pathname: string): string {
  const media = mediaAddresses().join(" ");
  // React's development build makes stack traces with eval.
  const development = settings().NODE_ENV === "development" ? " 'unsafe-eval'" : "";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic' 'wasm-unsafe-eval'${development}`,
    // The style attributes of moving tiles have no nonce.
    "style-src 'self' 'unsafe-inline'",
    "worker-src 'self' blob:",
    `connect-src 'self' ${media}`,
    "img-src 'self' blob: data:",
    "media-src 'self' blob: data:",
    "font-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${framers(pathname)}`,
  ].join("; ");
}

function protect(response: NextResponse, policy: string): void {
  response.headers.set("content-security-policy", policy);
  for (const [name, value] of Object.entries(commonHeaders())) response.headers.set(name, value);
  response.headers.set(
    "permissions-policy",
    "camera=(self), microphone=(self), display-capture=(self), fullscreen=(self), speaker-selection=(self), " +
      "screen-wake-lock=(self), picture-in-picture=(self), autoplay=(self), geolocation=(), payment=(), usb=()",
  );
}

/** A convenience, not the lock: pages and procedures ask who acts themselves. */
async function redirection(request: NextRequest): Promise<string | null> {
  const { pathname, search } = request.nextUrl;
  if (OPEN_PAGES.test(pathname) || MEETING.test(pathname)) return null;
  // Asked of the database: a cookie whose session ended must not cost the way back to an invite link.
  const hasSession = pathname.startsWith("/invite/")
    ? await isSignedIn(request)
    : request.cookies.has(sessionCookieName());
  if (!SIGNED_OUT_PAGES.has(pathname)) {
    if (hasSession) return null;
    if (pathname === "/") return "/sign-in";
    // Who comes by an invite link has no account yet, more often than not.
    const door = pathname.startsWith("/invite/") ? "/sign-up" : "/sign-in";
    return `${door}?${new URLSearchParams({ next: pathname + search })}`;
  }
  if (!hasSession) return null;
  // Asked of the database: a cookie whose session ended must not send people round in circles.
  return (await isSignedIn(request)) ? "/" : null;
}

async function isSignedIn(request: NextRequest): Promise<boolean> {
  return (await readActor({ cookie: request.headers.get("cookie") })).kind === "user";
}

/** Runs before every page: names the browser profile, sets the policy of the page, sends people where they belong. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const nonce = newProfile();
  const policy = contentSecurityPolicy(nonce, request.nextUrl.pathname);
  const headers = new Headers(request.headers);
  // Next gives this nonce to its own scripts; pages read it for theirs.
  headers.set("content-security-policy", policy);
  headers.set("x-nonce", nonce);
  const to = await redirection(request);
  const response = to
    ? NextResponse.redirect(new URL(to, settings().PEAL_URL))
    : NextResponse.next({ request: { headers } });
  protect(response, policy);
  await keepCookies(request, response);
  return response;
}

/** Names the browser profile where it has no name yet, and prolongs a session that is in use. */
async function keepCookies(request: NextRequest, response: NextResponse): Promise<void> {
  const cookie = request.headers.get("cookie");
  if (!profileOf(cookie)) response.cookies.set(deviceCookieName(), newProfile(), deviceCookieOptions());
  const token = await renewedToken(cookie, Date.now());
  const options = { ...cookieOptions(), maxAge: SESSION_MAX_AGE_S };
  if (token) response.cookies.set(sessionCookieName(), token, options);
}
