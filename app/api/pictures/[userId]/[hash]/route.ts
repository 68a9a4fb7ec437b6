import { z } from "zod";
import { findPicture, readActor } from "../../../../../server/auth";
import { database } from "../../../../../server/db";
import { refuse } from "../../../../../server/errors";
import { problemResponse } from "../../../../../server/rpc";

const address = z.object({ userId: z.uuid(), hash: z.string().max(64) });
const headers = {
  "content-type": "image/webp",
  "content-disposition": 'attachment; filename="picture.webp"',
  // The hash is part of the address: what is there never changes.
  "cache-control": "private, max-age=604800, immutable",
  "x-content-type-options": "nosniff",
};

/** A person's picture, for anybody signed in. Unknown and not allowed are both 404. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ userId: string; hash: string }> },
): Promise<Response> {
  try {
    const parsed = address.safeParse(await params);
    const actor = await readActor({ cookie: request.headers.get("cookie") });
    if (!parsed.success || actor.kind !== "user") refuse({ code: "not_found" });
    const picture = await findPicture(database(), parsed.data.userId, parsed.data.hash);
    if (!picture) refuse({ code: "not_found" });
    return new Response(new Uint8Array(picture), { headers });
  } catch (error) {
    return problemResponse(error);
  }
}
