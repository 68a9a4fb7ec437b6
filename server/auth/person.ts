import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { users } from "./schema";

/** The address of a person's picture as SQL, null without one; for `users` or an alias of it. */
export const pictureUrlOf = (table: { id: SQLWrapper; pictureHash: SQLWrapper }): SQL<string | null> =>
  // Null as soon as one part is.
  sql<string | null>`'/api/pictures/' || ${table.id} || '/' || ${table.pictureHash}`;

type PersonTable = Pick<typeof users, "id" | "handle" | "name" | "pictureHash">;

/** The columns that make a `Person` in a select; for `users` or an alias of it. */
export const personColumns = (table: PersonTable = users) => ({
  id: table.id,
  handle: table.handle,
  name: table.name,
  pictureUrl: pictureUrlOf(table),
});
