import { sql } from "drizzle-orm";
import { database } from "../../../server/db";

export const dynamic = "force-dynamic";

/** Whether this process can serve: it can when the database answers. */
export async function GET(): Promise<Response> {
  const isUp = await database()
    .execute(sql`select 1`)
    .then(() => true)
    .catch(() => false);
  return Response.json({ status: isUp ? "ok" : "database_unreachable" }, { status: isUp ? 200 : 503 });
}
