import { cookies } from "next/headers";
import NextAuth from "next-auth";
import { askedFrom } from "../../../../server/audit";
import { config } from "../../../../server/config";
import { deviceCookieName, deviceCookieOptions, newProfile, profileOf } from "../../../../server/cookies";
import { refuse } from "../../../../server/errors";
import { clientAddress, problemResponse } from "../../../../server/rpc";
import { wire } from "../../../../server/wiring";
import { authOptions } from "../options";

// Signing in and out end sessions, and what those held ends with them.
wire();

type Context = { params: Promise<{ nextauth: string[] }> };

function answer(request: Request, context: Context, profile: string): Promise<Response> {
  const { headers } = request;
  const origin = { profile, userAgent: headers.get("user-agent") ?? "", address: clientAddress(headers) };
  // next-auth 4 types its handler for the pages router only.
  return askedFrom(origin.address, () => NextAuth(request as never, context as never, authOptions(origin)));
}

const profileIn = (request: Request) => profileOf(request.headers.get("cookie")) ?? newProfile();

/** next-auth's reads: session, csrf token, providers. */
export async function GET(request: Request, context: Context): Promise<Response> {
  return answer(request, context, profileIn(request));
}

/** Signs in and out. The device cookie is renewed, or set where no page has set it yet. */
export async function POST(request: Request, context: Context): Promise<Response> {
  try {
    const origin = request.headers.get("origin");
    if (origin && origin !== new URL(config().PEAL_URL).origin) refuse({ code: "forbidden_origin" });
    const profile = profileIn(request);
    const response = await answer(request, context, profile);
    (await cookies()).set(deviceCookieName(), profile, deviceCookieOptions());
    return response;
  } catch (error) {
    return problemResponse(error);
  }
}
