import { MOST_NOTE_BYTES } from "../../../lib/pure/notes";
import { readActor } from "../../../server/auth";
import { database } from "../../../server/db";
import { refuse } from "../../../server/errors";
import { leaveNote } from "../../../server/history";
import { noteInput } from "../../../server/history/contract";
import { problemResponse, readBody, refuseForeign } from "../../../server/rpc";

/** Leaves a note: the body is the recording, the address says for which call. Answers `{}`, or `{ problem }`. */
export async function POST(request: Request): Promise<Response> {
  try {
    refuseForeign(request.headers);
    const actor = await readActor({ cookie: request.headers.get("cookie") });
    if (actor.kind !== "user") refuse({ code: "not_signed_in" });
    const input = noteInput.parse(Object.fromEntries(new URL(request.url).searchParams));
    const bytes = await readBody(request, MOST_NOTE_BYTES);
    await leaveNote(database(), actor, input, bytes);
    return Response.json({});
  } catch (error) {
    return problemResponse(error);
  }
}
