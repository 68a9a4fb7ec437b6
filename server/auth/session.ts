import { and, eq } from "drizzle-orm";
import { decode, encode } from "next-auth/jwt";
import { z } from "zod";
import { config } from "../config";
import { parseCookies, sessionCookieName } from "../cookies";
import { type Connection, database } from "../db";
import type { Actor, UserActor } from "./actor";
import { claimedGuest } from "./guest-token";
import { userDevices } from "./schema";

/** How long a session lasts without a visit, in seconds. */
export const SESSION_MAX_AGE_S = 30 * 24 * 60 * 60;

const claims = z.object({ userId: z.uuid(), deviceId: z.uuid(), sessionId: z.uuid() });

/** What a session token carries. */
export const claimsOf = ({ userId, deviceId, sessionId }: UserActor) => ({ userId, deviceId, sessionId });

/** The token of a session, as its cookie carries it. */
export function sessionToken(actor: UserActor): Promise<string> {
  return encode({ token: claimsOf(actor), secret: config().PEAL_SECRET, maxAge: SESSION_MAX_AGE_S });
}

/** A token older than this is renewed, so that only thirty days without a visit end a session. */
const RENEW_AFTER_MS = 24 * 60 * 60 * 1000;

const read = (cookieHeader: string | null | undefined) => {
  const token = parseCookies(cookieHeader).get(sessionCookieName());
  return token ? decode({ token, secret: config().PEAL_SECRET }).catch(() => null) : null;
};

/** A fresh token for the session of a Cookie header, or null where there is none or it is new enough. */
export async function renewedToken(
  cookieHeader: string | null | undefined,
  nowMs: number,
): Promise<string | null> {
  const decoded = await read(cookieHeader);
  const actor = claimedActor(decoded);
  const ageMs = nowMs - Number(decoded?.iat ?? 0) * 1000;
  return actor && ageMs > RENEW_AFTER_MS ? sessionToken(actor) : null;
}

/** The actor that a decoded token names, or null. The session may have ended since. */
export function claimedActor(token: unknown): UserActor | null {
  const parsed = claims.safeParse(token);
  return parsed.success ? { kind: "user", ...parsed.data } : null;
}

/**
 * Who sends these headers (of a fetch or of a raw Node request): a person whose device row still holds the
 * session of the cookie, asked anew each time; else the guest whose token they carry; or nobody.
 */
export async function readActor(
  headers: { cookie?: string | null | undefined },
  db: Connection = database(),
): Promise<Actor> {
  const actor = claimedActor(await read(headers.cookie));
  const otherwise = async (): Promise<Actor> => (await claimedGuest(headers.cookie)) ?? { kind: "anonymous" };
  if (!actor) return await otherwise();
  const rows = await db
    .select({ id: userDevices.id })
    .from(userDevices)
    .where(
      and(
        eq(userDevices.id, actor.deviceId),
        eq(userDevices.userId, actor.userId),
        eq(userDevices.sessionId, actor.sessionId),
      ),
    );
  return rows.length ? actor : await otherwise();
}
