import { eq, inArray } from "drizzle-orm";
import type { UserActor } from "../auth";
import { notify } from "../bus";
import { nowPlus, serverTime } from "../clock";
import type { Connection, Database, Transaction } from "../db";
import type { QuietInput, RingSettings, RingSettingsInput } from "./contract";
import { endOfHours, NO_END_MS, quietAt } from "./quiet";
import { ringSettings } from "./schema";
import { tomorrowMorning } from "./wall-clock";

const defaults = {
  whoMayRing: "contacts" as const,
  hasCallWaiting: true,
  isPresenceHidden: false,
  hasMissedCallMail: false,
  movesAtOnce: false,
  quietUntil: null,
  quietHours: null,
  quietLiftedUntil: null,
};
const HOUR_MS = 60 * 60_000;

/** These people's settings and whether they are not to be disturbed now; one query for any number, the defaults for whoever has none. */
export async function ringSettingsOf(
  tx: Connection,
  userIds: readonly string[],
  nowMs?: number,
): Promise<Map<string, RingSettings>> {
  const [rows, atMs] = await Promise.all([
    userIds.length
      ? tx
          .select()
          .from(ringSettings)
          .where(inArray(ringSettings.userId, [...userIds]))
      : [],
    nowMs ?? serverTime(tx),
  ]);
  const byUser = new Map(rows.map((row) => [row.userId, row]));
  return new Map(
    userIds.map((userId) => {
      const { quietUntil, quietHours, quietLiftedUntil, ...row } = byUser.get(userId) ?? defaults;
      const { whoMayRing, hasCallWaiting, isPresenceHidden, hasMissedCallMail, movesAtOnce } = row;
      const reach = { whoMayRing, hasCallWaiting, isPresenceHidden, hasMissedCallMail };
      const settings = { ...reach, movesAtOnce, quietHours };
      const liftedMs = quietLiftedUntil?.getTime() ?? 0;
      const quiet = quietAt({ quietUntil, quietHours, quietLiftedUntil }, atMs);
      return [userId, { ...settings, quietLiftedUntil: liftedMs > atMs ? liftedMs : null, quiet }];
    }),
  );
}

/** A person's own settings. */
export async function getRingSettings(db: Connection, actor: UserActor): Promise<RingSettings> {
  const all = await ringSettingsOf(db, [actor.userId]);
  return all.get(actor.userId) as RingSettings;
}

/** Changes some of a person's own settings. Calls that ring already ring on. */
export function changeRingSettings(
  db: Database,
  actor: UserActor,
  input: RingSettingsInput,
): Promise<RingSettings> {
  // Hours that were changed hold: what was lifted was a span of the old ones.
  return write(db, actor, async () => (input.quietHours ? { ...input, quietLiftedUntil: null } : input));
}

/**
 * Switches "do not disturb" on for a while, or off. Off leaves the quiet hours as they are; lift takes away the span of them that
 * holds now, and where none does it is off.
 */
export function setQuiet(db: Database, actor: UserActor, input: QuietInput): Promise<RingSettings> {
  return write(db, actor, async (tx) => {
    if (input.kind === "lift") return { quietUntil: null, quietLiftedUntil: await liftedUntil(tx, actor) };
    // Whoever asks for quiet has changed their mind about the hours too.
    if (input.kind !== "off") return { quietUntil: await endOf(tx, input), quietLiftedUntil: null };
    return { quietUntil: null };
  });
}

async function liftedUntil(tx: Transaction, actor: UserActor): Promise<Date | null> {
  const [settings, atMs] = await Promise.all([getRingSettings(tx, actor), serverTime(tx)]);
  const end = endOfHours(settings.quietHours, atMs);
  return end === null ? null : new Date(end);
}

async function endOf(tx: Transaction, input: Exclude<QuietInput, { kind: "lift" | "off" }>) {
  switch (input.kind) {
    case "on":
      return new Date(NO_END_MS);
    case "hour":
      return nowPlus(HOUR_MS);
    case "morning":
      return new Date(tomorrowMorning(await serverTime(tx), input.timeZone));
  }
}

type Change = Partial<Omit<typeof ringSettings.$inferInsert, "quietUntil">> & {
  quietUntil?: Date | null | ReturnType<typeof nowPlus>;
};

async function write(
  db: Database,
  actor: UserActor,
  changeOf: (tx: Transaction) => Promise<Change>,
): Promise<RingSettings> {
  return db.transaction(async (tx) => {
    const change = await changeOf(tx);
    await tx.insert(ringSettings).values({ userId: actor.userId }).onConflictDoNothing();
    if (Object.keys(change).length > 0)
      await tx.update(ringSettings).set(change).where(eq(ringSettings.userId, actor.userId));
    await notify(tx, [actor.userId], "presence");
    return getRingSettings(tx, actor);
  });
}
