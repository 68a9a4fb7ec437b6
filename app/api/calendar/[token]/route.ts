import { readFeed } from "@/server/meetings";
import { createContext, problemResponse } from "@/server/rpc";

/** A person's meetings for calendar programs, which know nothing but the secret address: no cookie, no header of Peal's. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ token: string }> },
): Promise<Response> {
  try {
    const { db, address } = createContext(request.headers);
    const { token } = await params;
    const file = await readFeed(db, token.replace(/\.ics$/, ""), address);
    return new Response(file, {
      headers: {
        "content-type": "text/calendar; charset=utf-8",
        "content-disposition": 'attachment; filename="peal.ics"',
        "cache-control": "private, no-store",
        "x-content-type-options": "nosniff",
      },
    });
  } catch (error) {
    return problemResponse(error);
  }
}
