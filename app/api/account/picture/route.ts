import { MOST_PICTURE_BYTES, readActor, setPicture } from "../../../../server/auth";
import { database } from "../../../../server/db";
import { refuse } from "../../../../server/errors";
import { problemResponse, readBody, refuseForeign } from "../../../../server/rpc";

/** Sets the own picture: the body is the image. Answers `{ pictureUrl }`, or `{ problem }`. */
export async function POST(request: Request): Promise<Response> {
  try {
    refuseForeign(request.headers);
    const actor = await readActor({ cookie: request.headers.get("cookie") });
    if (actor.kind !== "user") refuse({ code: "not_signed_in" });
    const bytes = await readBody(request, MOST_PICTURE_BYTES);
    return Response.json(await setPicture(database(), actor, bytes));
  } catch (error) {
    return problemResponse(error);
  }
}
