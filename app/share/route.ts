import { type NextRequest, NextResponse } from "next/server";
import { SHARED_IMPORT } from "@/lib/pure/shared-cards";
import { pathOfShared } from "@/lib/pure/shared-path";
import { config } from "@/server/config";

/** More than this is a file, which only the service worker can hand to a page, in bytes. */
const MOST_BYTES = 16 * 1024;

/**
 * Where another app's share arrives while no service worker is there to take it: text leads to a page, a file to where files are taken
 * in. Nothing is kept, and nothing is done.
 */
export async function POST(request: NextRequest): Promise<NextResponse> {
  return new NextResponse(null, { status: 303, headers: { location: await pathOf(request) } });
}

async function pathOf(request: NextRequest): Promise<string> {
  if (Number(request.headers.get("content-length") ?? MOST_BYTES) >= MOST_BYTES) return SHARED_IMPORT;
  const form = await request.formData().catch(() => null);
  if (!form) return "/contacts";
  if (form.getAll("cards").some((one) => typeof one !== "string" && one.size > 0)) return SHARED_IMPORT;
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" ? value : "";
  };
  const shared = { title: text("title"), text: text("text"), url: text("url") };
  return pathOfShared(shared, new URL(config().PEAL_URL).origin);
}

/** Nothing was shared. */
export function GET(): NextResponse {
  return new NextResponse(null, { status: 303, headers: { location: "/contacts" } });
}
