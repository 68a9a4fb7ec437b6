import type { NextAuthOptions } from "next-auth";
import credentialsProvider from "next-auth/providers/credentials";
import { z } from "zod";
import { claimsOf, endSession, SESSION_MAX_AGE_S, type SignIn, signIn } from "../../../server/auth";
import { config } from "../../../server/config";
import { cookieOptions, sessionCookieName } from "../../../server/cookies";
import { database } from "../../../server/db";
import { problemOf } from "../../../server/errors";
import { log } from "../../../server/telemetry";

/** Where a sign-in comes from. */
export type Origin = Omit<SignIn, "email" | "password">;

const input = z.object({ email: z.string().max(254), password: z.string().max(256) });

// next-auth carries a refusal as the text of an error: "wrong_credentials" or "rate_limited:<ms>".
function refusalText(error: unknown): string {
  const problem = problemOf(error);
  if (!problem) log.error({ err: error }, "sign-in failed");
  return problem?.code === "rate_limited"
    ? `rate_limited:${problem.retryAfterMs}`
    : (problem?.code ?? "internal");
}

const credentials = (origin: Origin) =>
  credentialsProvider({
    credentials: { email: { type: "email" }, password: { type: "password" } },
    async authorize(given) {
      const parsed = input.safeParse(given);
      if (!parsed.success) throw new Error("wrong_credentials");
      try {
        const actor = await signIn(database(), { ...parsed.data, ...origin });
        return { ...claimsOf(actor), id: actor.userId };
      } catch (error) {
        throw new Error(refusalText(error));
      }
    },
  });

/** next-auth's options for one request. The session's truth is the device row: next-auth only keeps the cookie. */
export function authOptions(origin: Origin): NextAuthOptions {
  process.env.NEXTAUTH_URL = config().PEAL_URL;
  return {
    secret: config().PEAL_SECRET,
    session: { strategy: "jwt", maxAge: SESSION_MAX_AGE_S },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    cookies: { sessionToken: { name: sessionCookieName(), options: cookieOptions() } },
    providers: [credentials(origin)],
    callbacks: {
      // Only the claims: next-auth would put name and e-mail into the cookie.
      jwt: ({ token, user }) => (user ? { ...user } : token),
      session: ({ session }) => ({ expires: session.expires, user: {} }),
    },
    events: { signOut: ({ token }) => endSession(database(), token) },
  };
}
