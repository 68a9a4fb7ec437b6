import { and, eq } from "drizzle-orm";
import { decode, encode } from "next-auth/jwt";
import { z } from "zod";
import { config } from "../config";
import { parseCookies, sessionCookieName } from "../cookies";
import { type Connection, database } from "../db";
import type { Actor, UserActor } from "./actor";
import { userDevices } from "./schema";

/** How long a session lasts without a visit, in seconds. */
export const SESSION_MAX_AGE_S = 30 * 24 * 60 * 60;

const claims = z.object({ userId: z.uuid(), deviceId: z.uuid(), sessionId: z.uuid(), iat: z.number() });
type Claims = z.output<typeof claims>;

/** What a session token carries. */
export const claimsOf = ({ userId, deviceId, sessionId }: UserActor) => ({ userId, deviceId, sessionId });

/** The token of a session, as its cookie carries it. */
export function sessionToken(actor: UserActor): Promise<string> {
  return encode({ token: claimsOf(actor), secret: config().PEAL_SECRET, maxAge: SESSION_MAX_AGE_S });
}

/** The claims of a token that Peal signed and that is not over; null otherwise. The session may have ended. */
export async function readClaims(cookieHeader: string | null | undefined): Promise<Claims | null> {
  const token = parseCookies(cookieHeader).get(sessionCookieName());
  if (!token) return null;
  const payload = await decode({ token, secret: config().PEAL_SECRET }).catch(() => null);
  return claims.safeParse(payload).data ?? null;
}

/**
 * Who sends these headers (of a fetch or of a raw Node request): a person whose device row still holds the
 * session of the cookie, asked anew each time, or nobody.
 */
export async function readActor(
  headers: { cookie?: string | null | undefined },
  db: Connection = database(),
): Promise<Actor> {
  const read = await readClaims(headers.cookie);
  if (!read) return { kind: "anonymous" };
  const { userId, deviceId, sessionId } = read;
  const rows = await db
    .select({ id: userDevices.id })
    .from(userDevices)
    .where(
      and(eq(userDevices.id, deviceId), eq(userDevices.userId, userId), eq(userDevices.sessionId, sessionId)),
    );
  return rows.length ? { kind: "user", userId, deviceId, sessionId } : { kind: "anonymous" };
}
