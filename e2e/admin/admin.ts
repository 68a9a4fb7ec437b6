import postgres from "postgres";
import type { Device } from "../device";

/** Makes somebody an admin, as the first account of a Peal is: of those that plays share it is another play's. */
export async function looksAfterPeal({ id }: Device): Promise<void> {
  const { DATABASE_URL } = JSON.parse(process.env.PEAL_E2E_ENV ?? "{}") as { DATABASE_URL?: string };
  const sql = postgres(DATABASE_URL ?? "", { max: 1, onnotice: () => {} });
  await sql`update users set is_admin = true where id = ${id}`;
  await sql.end();
}

/** The pages of administration. */
export const adminPaths = [
  "/admin",
  "/admin/users",
  "/admin/reports",
  "/admin/live",
  "/admin/quality",
  "/admin/doctor",
  "/admin/settings",
  "/admin/audit",
];
