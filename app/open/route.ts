import { type NextRequest, NextResponse } from "next/server";
import { pathOfLink } from "@/lib/pure/peal-link";

/** Where the browser brings a `web+peal:` link. It leads to a person's page and never calls by itself. */
export function GET(request: NextRequest): NextResponse {
  const path = pathOfLink(request.nextUrl.searchParams.get("link") ?? "") ?? "/";
  return new NextResponse(null, { status: 307, headers: { location: path } });
}
