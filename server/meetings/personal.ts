import { and, eq } from "drizzle-orm";
import type { UserActor } from "../auth";
import type { Database } from "../db";
import { type LinkWrap, meetingSettings } from "./contract";
import { record } from "./record";
import { meetings } from "./schema";
import { untimed } from "./times";
import { writeMeeting } from "./write";

/** The actor's own room, which is there for good: made when it is asked for first. Two who ask at once get the same one. */
export async function personalRoom(
  db: Database,
  actor: UserActor,
  { meetingId, wraps }: { meetingId?: string | undefined; wraps: LinkWrap[] },
): Promise<{ meetingId: string; slug: string; isNew: boolean }> {
  const mine = and(eq(meetings.hostId, actor.userId), eq(meetings.isPersonal, true));
  const find = () => db.select({ meetingId: meetings.id, slug: meetings.slug }).from(meetings).where(mine);
  const [known] = await find();
  if (known) return { ...known, isNew: false };
  try {
    return await db.transaction(async (tx) => {
      const settings = meetingSettings.parse({});
      const values = { ...untimed(0), expiresAt: null, settings, isPersonal: true, id: meetingId };
      const made = await writeMeeting(tx, actor, values, wraps);
      await record(tx, { meetingId: made.meetingId, kind: "created", actor });
      return { ...made, isNew: true };
    });
  } catch (error) {
    const [other] = await find();
    if (other) return { ...other, isNew: false };
    throw error;
  }
}
