import { eq, sql } from "drizzle-orm";
import words from "../../messages/en/push.json";
import { epochMs } from "../clock";
import type { Connection } from "../db";
import type { PushMessage } from "./contract";
import { messageOf, still } from "./message";
import { pushSubscriptions } from "./schema";

export type PushedReminder = { topic: string; slug: string; meetingId: string; msLeft: number };

/** A device and the meeting of which it is to be told; null where that was cancelled, has begun, or it takes no pushes. */
export async function findReminder(
  db: Connection,
  { deviceId, meetingId, startsAt }: { deviceId: string; meetingId: string; startsAt: number },
) {
  const [target] = await db.select().from(pushSubscriptions).where(eq(pushSubscriptions.deviceId, deviceId));
  const [reminder] = await db.execute<PushedReminder>(sql`
    select m.topic, m.slug, m.id as "meetingId", ${startsAt}::float8 - ${epochMs(sql`peal_now()`)} as "msLeft"
    from meetings m
    where m.id = ${meetingId} and m.cancelled_at is null and ${epochMs(sql`m.reminded_for`)} = ${startsAt}::float8`);
  return target && reminder && reminder.msLeft > 0 ? { target, reminder } : null;
}

/** A meeting begins soon. */
export function reminderMessage({ topic, slug, meetingId, msLeft }: PushedReminder, at: number): PushMessage {
  return messageOf({
    ...still({
      title: topic || words.meeting,
      body: words.begins.replace("{minutes}", String(Math.max(1, Math.round(msLeft / 60_000)))),
      path: `/${slug}`,
      tag: meetingId,
      at,
      data: { kind: "reminder", slug },
    }),
    silent: false,
  });
}
