import { exportAudit } from "../../../../server/admin";
import { exportAuditInput } from "../../../../server/admin/contract";
import { askedFrom } from "../../../../server/audit";
import { adminOf, readActor } from "../../../../server/auth";
import { database } from "../../../../server/db";
import { refuse } from "../../../../server/errors";
import { clientAddress, problemResponse, readJson, refuseForeign } from "../../../../server/rpc";

const MOST_BYTES = 4_096;
const kinds = { csv: "text/csv; charset=utf-8", jsonl: "application/x-ndjson; charset=utf-8" };

/** The audit log, or what of it the body asks for, as a file. Or `{ problem }`. */
export async function POST(request: Request): Promise<Response> {
  try {
    refuseForeign(request.headers);
    const actor = await readActor({ cookie: request.headers.get("cookie") });
    if (actor.kind !== "user") refuse({ code: "not_signed_in" });
    const admin = await adminOf(database(), actor);
    const { format, ...filter } = exportAuditInput.parse(await readJson(request, MOST_BYTES));
    const pieces = await askedFrom(clientAddress(request.headers), () =>
      exportAudit(database(), admin, filter, format),
    );
    return new Response(streamOf(pieces), {
      headers: {
        "content-type": kinds[format],
        "content-disposition": `attachment; filename="peal-audit.${format}"`,
        "cache-control": "no-store",
      },
    });
  } catch (error) {
    return problemResponse(error);
  }
}

/** A body that is read from the database only as fast as it is taken. */
function streamOf(pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull: async (controller) => {
      const { value, done } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: async () => {
      await pieces.return(undefined);
    },
  });
}
