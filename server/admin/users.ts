import { and, desc, eq, ilike, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm";
import type { z } from "zod";
import { type Admin, personColumns } from "../auth";
import { userDevices, userPictures, users } from "../auth/schema";
import { epochMs } from "../clock";
import type { Connection } from "../db";
import { callNotes } from "../history/schema";
import type { AdminUser, listUsersInput, UserFilter } from "./contract";

const PAGE = 30;

const filters: Record<UserFilter, SQL | undefined> = {
  all: undefined,
  admins: eq(users.isAdmin, true),
  suspended: isNotNull(users.suspendedAt),
};

/** Name, handle or e-mail of `users` has these words in it. */
export function isFoundBy(words: string): SQL | undefined {
  const part = `%${words.replace(/[\\%_]/g, "\\$&")}%`;
  return words ? or(ilike(users.name, part), ilike(users.handle, part), ilike(users.email, part)) : undefined;
}

export type UserPage = { users: AdminUser[]; nextCursor: { at: number; id: string } | null };

/** One page of those who have an account, who joined last first. */
export async function listUsers(
  db: Connection,
  _admin: Admin,
  { search, filter, cursor }: z.output<typeof listUsersInput>,
): Promise<UserPage> {
  const ofUser = (table: typeof userDevices | typeof userPictures) => eq(table.userId, users.id);
  const rows = await db
    .select({
      ...personColumns(),
      email: users.email,
      isAdmin: users.isAdmin,
      isSuspended: sql<boolean>`${users.suspendedAt} is not null`,
      joinedAt: epochMs(users.createdAt),
      lastSeenAt: sql<
        number | null
      >`(select ${epochMs(sql`max(${userDevices.lastSeenAt})`)} from ${userDevices}
        where ${ofUser(userDevices)})`,
      devices: db.$count(userDevices, and(ofUser(userDevices), isNotNull(userDevices.sessionId))),
      storedBytes: sql<number>`(
        coalesce((select octet_length(${userPictures.bytes}) from ${userPictures} where ${ofUser(userPictures)}), 0)
        + coalesce((select sum(octet_length(${callNotes.bytes})) from ${callNotes}
            where ${callNotes.fromUserId} = ${users.id}), 0))::float8`,
    })
    .from(users)
    .where(
      and(
        isNull(users.endedAt),
        filters[filter],
        isFoundBy(search),
        cursor &&
          sql`(${users.createdAt}, ${users.id}) < (to_timestamp(${cursor.at}::float8 / 1000), ${cursor.id}::uuid)`,
      ),
    )
    .orderBy(desc(users.createdAt), desc(users.id))
    .limit(PAGE + 1);
  const page = rows.slice(0, PAGE);
  const last = page.at(-1);
  return {
    users: page,
    nextCursor: rows.length > PAGE && last ? { at: last.joinedAt, id: last.id } : null,
  };
}
