import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { type CallActor, pictureUrlOf } from "../auth";
import { users } from "../auth/schema";

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

/** How the somebody of a part `p` in a call is shown, person or guest, as SQL: columns, for a query with `facesOfParts`. */
export const faceColumns = sql`coalesce(u.handle, '') as handle, coalesce(u.name, g.name) as name, ${pictureUrlOf(alias(users, "u"))} as "pictureUrl"`;
export const facesOfParts = sql`left join users u on u.id = p.user_id left join guests g on g.id = p.guest_id`;
