import { z } from "zod";
import { readActor } from "../../../../server/auth";
import { database } from "../../../../server/db";
import { refuse } from "../../../../server/errors";
import { readNote } from "../../../../server/history";
import { problemResponse } from "../../../../server/rpc";

const address = z.object({ noteId: z.uuid() });

/** One range of bytes, as players ask for it (RFC 9110, 14.1.2); anything else means the whole. */
function rangeOf(header: string | null): { from: number; to?: number | undefined } | null {
  const found = header?.match(/^bytes=(\d{1,9})-(\d{1,9})?$/);
  if (!found) return null;
  const [from, to] = [Number(found[1]), found[2] === undefined ? undefined : Number(found[2])];
  return to !== undefined && to < from ? null : { from, to };
}

/** A note, whole or a range of it, for the person it was left for. Unknown and not allowed are both 404. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ noteId: string }> },
): Promise<Response> {
  try {
    const parsed = address.safeParse(await params);
    const actor = await readActor({ cookie: request.headers.get("cookie") });
    if (!parsed.success || actor.kind !== "user") refuse({ code: "not_found" });
    const range = rangeOf(request.headers.get("range"));
    const note = await readNote(database(), actor, parsed.data.noteId, range ?? { from: 0 });
    if (!note) refuse({ code: "not_found" });
    const { mimeType, size, bytes } = note;
    const headers = new Headers({
      "content-type": mimeType,
      "content-disposition": 'attachment; filename="note"',
      "content-security-policy": "default-src 'none'; sandbox",
      "x-content-type-options": "nosniff",
      "cache-control": "private, no-store",
      "accept-ranges": "bytes",
    });
    if (range && range.from >= size) {
      headers.set("content-range", `bytes */${size}`);
      return new Response(null, { status: 416, headers });
    }
    if (range) headers.set("content-range", `bytes ${range.from}-${range.from + bytes.length - 1}/${size}`);
    headers.set("content-length", String(bytes.length));
    return new Response(new Uint8Array(bytes), { status: range ? 206 : 200, headers });
  } catch (error) {
    return problemResponse(error);
  }
}
