import { askedFrom } from "../../../../server/audit";
import { readActor } from "../../../../server/auth";
import { database } from "../../../../server/db";
import { refuse } from "../../../../server/errors";
import { exportAccount } from "../../../../server/keeping";
import { againInput } from "../../../../server/keeping/contract";
import { clientAddress, problemResponse, readBody, refuseForeign } from "../../../../server/rpc";

const MOST_BYTES = 4_096;

/** Everything that is kept of a person, as a file of JSON; the body has their password. Or `{ problem }`. */
export async function POST(request: Request): Promise<Response> {
  try {
    refuseForeign(request.headers);
    const actor = await readActor({ cookie: request.headers.get("cookie") });
    if (actor.kind !== "user") refuse({ code: "not_signed_in" });
    const body = parsed((await readBody(request, MOST_BYTES)).toString("utf8"));
    const { password } = againInput.parse(body);
    const all = await askedFrom(clientAddress(request.headers), () =>
      exportAccount(database(), actor, password),
    );
    return new Response(JSON.stringify(all, null, 2), {
      headers: {
        "content-type": "application/json; charset=utf-8",
        "content-disposition": 'attachment; filename="peal.json"',
        "cache-control": "no-store",
      },
    });
  } catch (error) {
    return problemResponse(error);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return refuse({ code: "bad_input" });
  }
}
