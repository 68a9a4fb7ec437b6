import { csvFile } from "../../lib/pure/csv";
import { record } from "../audit";
import type { Admin } from "../auth";
import type { Database } from "../db";
import { listAudit } from "./audit";
import type { AuditFilter, AuditLine } from "./contract";

const AT_ONCE = 1_000;
const HEAD = ["id", "at", "act", "by", "by_handle", "to", "to_handle", "address", "details"];

const textOf = {
  csv: (lines: AuditLine[]) => csvFile(lines.map(cells)),
  jsonl: (lines: AuditLine[]) =>
    lines.map((line) => `${JSON.stringify({ ...line, at: isoOf(line.at) })}\n`).join(""),
};

const isoOf = (at: number) => new Date(at).toISOString();

const cells = ({ id, at, act, by, to, address, details }: AuditLine): string[] => [
  String(id),
  isoOf(at),
  act,
  by?.name ?? "",
  by?.handle ?? "",
  to?.name ?? "",
  to?.handle ?? "",
  address ?? "",
  Object.entries(details)
    .map(([name, value]) => `${name}=${value}`)
    .join("; "),
];

/**
 * The log as text, piece by piece, the newest first; taking it is written down in it. Cells that a spreadsheet would run are made inert.
 */
export async function exportAudit(
  db: Database,
  admin: Admin,
  filter: AuditFilter,
  format: keyof typeof textOf,
): Promise<AsyncGenerator<string>> {
  await record(db, { act: "audit_exported", by: admin.userId, details: { format } });
  return piecesOf(db, admin, filter, format);
}

async function* piecesOf(
  db: Database,
  admin: Admin,
  filter: AuditFilter,
  format: keyof typeof textOf,
): AsyncGenerator<string> {
  if (format === "csv") yield csvFile([HEAD]);
  let cursor: number | undefined;
  do {
    const page = await listAudit(db, admin, { ...filter, cursor, limit: AT_ONCE });
    yield textOf[format](page.lines);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}
