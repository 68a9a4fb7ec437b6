import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { CallActor } from "../auth";

type Owned = { userId: SQLWrapper; guestId: SQLWrapper };

/** Whose a row is, as SQL: the id of a person with an account, or of a guest. */
export const personIdOf = ({ userId, guestId }: Owned): SQL<string> =>
  sql<string>`coalesce(${userId}, ${guestId})`;

/** On which device a row's somebody is, as SQL; a guest's own id, who has one. */
export const deviceIdOf = ({
  deviceId,
  guestId,
}: {
  deviceId: SQLWrapper;
  guestId: SQLWrapper;
}): SQL<string> => sql<string>`coalesce(${deviceId}, ${guestId})`;

/** The columns that make a row somebody's. */
export const ownerOf = ({ kind, userId }: CallActor) => (kind === "guest" ? { guestId: userId } : { userId });

/** The columns that make an admission somebody's, at their device. */
export const holderOf = ({ kind, userId, deviceId }: CallActor) =>
  kind === "guest" ? { guestId: userId } : { userId, deviceId };
