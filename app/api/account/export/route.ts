import { askedFrom } from "../../../../server/audit";
import { readActor } from "../../../../server/auth";
import { database } from "../../../../server/db";
import { refuse } from "../../../../server/errors";
import { exportAccount } from "../../../../server/keeping";
import { againInput } from "../../../../server/keeping/contract";
import { clientAddress, problemResponse, readJson, refuseForeign } from "../../../../server/rpc";

const MOST_BYTES = 4_096;

/** Everything that is kept of a person, as a file of JSON; the body has their password. Or `{ problem }`. */
export async function POST(request: Request): Promise<Response> {
  try {
    refuseForeign(request.headers);
    const actor = await readActor({ cookie: request.headers.get("cookie") });
    if (actor.kind !== "user") refuse({ code: "not_signed_in" });
    const { password } = againInput.parse(await readJson(request, MOST_BYTES));
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
