import { and, eq, isNotNull } from "drizzle-orm";
import { notify } from "../bus";
import type { Database } from "../db";
import { refuse } from "../errors";
import type { UserActor } from "./actor";
import { userDevices } from "./schema";

/** Gives one of a person's own devices a name. Refuses with `not_found` for any other device. */
export function renameDevice(
  db: Database,
  actor: UserActor,
  { deviceId, name }: { deviceId: string; name: string },
): Promise<void> {
  return change(db, actor, deviceId, { name });
}

/** Whether calls ring on one of a person's own devices; a call that rings already rings on. Refuses with `not_found`. */
export function setDeviceRinging(
  db: Database,
  actor: UserActor,
  { deviceId, ringEnabled }: { deviceId: string; ringEnabled: boolean },
): Promise<void> {
  return change(db, actor, deviceId, { ringEnabled });
}

async function change(
  db: Database,
  { userId }: UserActor,
  deviceId: string,
  values: { name: string } | { ringEnabled: boolean },
): Promise<void> {
  await db.transaction(async (tx) => {
    const changed = await tx
      .update(userDevices)
      .set(values)
      .where(
        and(eq(userDevices.id, deviceId), eq(userDevices.userId, userId), isNotNull(userDevices.sessionId)),
      )
      .returning({ id: userDevices.id });
    if (!changed.length) refuse({ code: "not_found" });
    await notify(tx, [userId]);
    await notify(tx, [userId], "presence");
  });
}
