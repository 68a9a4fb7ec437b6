import { eq, sql } from "drizzle-orm";
import type { Connection } from "../db";
import { epochMs } from "../clock";
import words from "../../messages/en/push.json";
import type { PushMessage } from "./contract";
import { messageOf, still } from "./message";
import { pushSubscriptions } from "./schema";

export type PushedKnock = { name: string; topic: string; slug: string; meetingId: string; knockedAt: number };

/** A device and the knock that it is to be told of; null where nobody waits any more, or it takes no pushes. */
export async function findKnock(db: Connection, deviceId: string, participantId: string) {
  const [target] = await db.select().from(pushSubscriptions).where(eq(pushSubscriptions.deviceId, deviceId));
  const [knock] = await db.execute<PushedKnock>(sql`
    select coalesce(u.name, g.name) as name, m.topic, m.slug, m.id as "meetingId", ${epochMs(sql`p.knocked_at`)} as "knockedAt"
    from meeting_participants p join meetings m on m.id = p.meeting_id
    left join users u on u.id = p.user_id left join guests g on g.id = p.guest_id
    where p.id = ${participantId} and p.state = 'waiting'`);
  return target && knock ? { target, knock } : null;
}

/** Somebody waits to be let into a meeting. */
export function knockMessage({ name, topic, slug, meetingId, knockedAt }: PushedKnock): PushMessage {
  return messageOf({
    ...still({
      title: topic || words.meeting,
      // A name may hold anything, so it is not a pattern of `replace` either.
      body: words.knocks.replace("{name}", () => name),
      path: `/${slug}`,
      tag: meetingId,
      at: knockedAt,
      data: { kind: "knock", slug },
    }),
    renotify: true,
    silent: false,
  });
}
