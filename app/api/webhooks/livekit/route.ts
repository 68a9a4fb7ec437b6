import { followRoom } from "../../../../server/calls";
import { serverTime } from "../../../../server/clock";
import { database } from "../../../../server/db";
import { problemOf } from "../../../../server/errors";
import { hearTrial, readWebhook } from "../../../../server/media";
import { wire } from "../../../../server/wiring";

const MOST_BYTES = 256 * 1024;

wire();

/** LiveKit's hints about who is connected. Whatever is not signed by LiveKit gets the same 404 as any other address. */
export async function POST(request: Request): Promise<Response> {
  const body = await request.text();
  if (body.length > MOST_BYTES) return new Response(null, { status: 413 });
  const db = database();
  try {
    const event = await readWebhook(body, request.headers.get("authorization"), await serverTime(db));
    if (event.kind === "trial") await hearTrial(db, event.trialId);
    else await followRoom(db, event);
    return new Response(null, { status: 204 });
  } catch (error) {
    if (problemOf(error)) return new Response(null, { status: 404 });
    throw error;
  }
}
