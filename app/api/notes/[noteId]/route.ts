import { z } from "zod";
import { readActor } from "../../../../server/auth";
import { database } from "../../../../server/db";
import { refuse } from "../../../../server/errors";
import { readNote } from "../../../../server/history";
import { problemResponse } from "../../../../server/rpc";

const address = z.object({ noteId: z.uuid() });

/** A note as it was sealed, for the person it was left for. Unknown and not allowed are both 404. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ noteId: string }> },
): Promise<Response> {
  try {
    const parsed = address.safeParse(await params);
    const actor = await readActor({ cookie: request.headers.get("cookie") });
    if (!parsed.success || actor.kind !== "user") refuse({ code: "not_found" });
    const bytes = await readNote(database(), actor, parsed.data.noteId);
    if (!bytes) refuse({ code: "not_found" });
    return new Response(new Uint8Array(bytes), {
      headers: {
        "content-type": "application/octet-stream",
        "content-disposition": 'attachment; filename="note"',
        "content-security-policy": "default-src 'none'; sandbox",
        "x-content-type-options": "nosniff",
        "cache-control": "private, no-store",
      },
    });
  } catch (error) {
    return problemResponse(error);
  }
}
