import { and, eq, sql } from "drizzle-orm";
import type { Connection } from "../db";
import type { ConnectionProtocol, ConnectionType } from "../relay/contract";
import { admissions } from "./schema";

/** Keeps how an admission's media goes, where that is news; true where it was. Whose it is was proved before. */
export async function recordConnection(
  db: Connection,
  admissionId: string,
  { type, protocol }: { type: ConnectionType | null; protocol: ConnectionProtocol | null },
): Promise<boolean> {
  if (type === null) return false;
  const isNews = sql`(${admissions.connectionType}, ${admissions.connectionProtocol}) is distinct from (${type}, ${protocol})`;
  const told = await db
    .update(admissions)
    .set({ connectionType: type, connectionProtocol: protocol })
    .where(and(eq(admissions.id, admissionId), isNews))
    .returning({ id: admissions.id });
  return told.length > 0;
}
