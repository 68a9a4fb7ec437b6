import { lt } from "drizzle-orm";
import { nowPlus } from "../clock";
import { config } from "../config";
import type { Database } from "../db";
import { log } from "../telemetry";
import { outbox, outboxCursors, outboxRefused } from "./schema";

const DAY_MS = 24 * 60 * 60_000;

/** Deletes events older than PEAL_EVENTS_DAYS, also those that a sink has not had: that is logged. */
export async function purgeEvents(db: Database): Promise<void> {
  const old = nowPlus(-config().PEAL_EVENTS_DAYS * DAY_MS);
  const gone = await db.delete(outbox).where(lt(outbox.at, old)).returning({ offset: outbox.offset });
  await db.delete(outboxRefused).where(lt(outboxRefused.at, old));
  const newest = gone.reduce((most, { offset }) => Math.max(most, offset ?? 0), 0);
  const behind = await db
    .select({ name: outboxCursors.name })
    .from(outboxCursors)
    .where(lt(outboxCursors.offset, newest));
  for (const { name } of behind) log.error({ event: "events_lost", sink: name, upTo: newest });
}
