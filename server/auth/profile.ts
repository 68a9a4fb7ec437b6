import { eq } from "drizzle-orm";
import type { z } from "zod";
import { notify } from "../bus";
import type { Connection, Database } from "../db";
import { refuse } from "../errors";
import type { UserActor } from "./actor";
import type { OwnProfile, profileInput } from "./contract";
import { personColumns } from "./person";
import { userDevices, users } from "./schema";

const ownColumns = { ...personColumns(), email: users.email, isAdmin: users.isAdmin };

/** The person who acts, and the device on which they do. */
export async function getMe(
  db: Connection,
  actor: UserActor,
): Promise<OwnProfile & { deviceId: string; deviceName: string }> {
  const [me] = await db
    .select({ ...ownColumns, deviceId: userDevices.id, deviceName: userDevices.name })
    .from(userDevices)
    .innerJoin(users, eq(users.id, userDevices.userId))
    .where(eq(userDevices.id, actor.deviceId));
  return me ?? refuse({ code: "not_signed_in" });
}

/** Changes a person's own name. */
export async function updateProfile(
  db: Database,
  actor: UserActor,
  input: z.output<typeof profileInput>,
): Promise<OwnProfile> {
  return db.transaction(async (tx) => {
    const [me] = await tx.update(users).set(input).where(eq(users.id, actor.userId)).returning(ownColumns);
    await notify(tx, [actor.userId]);
    return me ?? refuse({ code: "not_signed_in" });
  });
}
