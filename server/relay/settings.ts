import { eq } from "drizzle-orm";
import type { UserActor } from "../auth";
import { config } from "../config";
import type { Connection } from "../db";
import { refuse } from "../errors";
import type { RelaySettings, RelaySettingsInput } from "./contract";
import { mediaSettings } from "./schema";

/** Whether a person's media goes through the relay alone: by this server's rule for everybody, or by their own choice. */
export async function isRelayOnly(db: Connection, userId: string | null): Promise<boolean> {
  return config().PEAL_RELAY_ONLY || (userId !== null && (await hasChosenRelay(db, userId)));
}

/** A person's own choice, and what this server leaves them to choose. */
export async function getRelaySettings(db: Connection, { userId }: UserActor): Promise<RelaySettings> {
  const { PEAL_RELAY_ONLY: isForced, PEAL_TURN_URLS } = config();
  return {
    isRelayOnly: await hasChosenRelay(db, userId),
    isForced,
    hasRelay: isForced || PEAL_TURN_URLS.length > 0,
  };
}

/** Changes it from the next connection on. Refuses with `no_relay` to be without any way to the SFU. */
export async function changeRelaySettings(
  db: Connection,
  actor: UserActor,
  { isRelayOnly: wanted }: RelaySettingsInput,
): Promise<RelaySettings> {
  const { hasRelay } = await getRelaySettings(db, actor);
  if (wanted && !hasRelay) refuse({ code: "no_relay" });
  await db
    .insert(mediaSettings)
    .values({ userId: actor.userId, isRelayOnly: wanted })
    .onConflictDoUpdate({ target: mediaSettings.userId, set: { isRelayOnly: wanted } });
  return await getRelaySettings(db, actor);
}

async function hasChosenRelay(db: Connection, userId: string): Promise<boolean> {
  const [row] = await db
    .select({ isRelayOnly: mediaSettings.isRelayOnly })
    .from(mediaSettings)
    .where(eq(mediaSettings.userId, userId));
  return row?.isRelayOnly ?? false;
}
