import { eq } from "drizzle-orm";
import type { UserActor } from "../auth";
import type { Database } from "../db";
import { meetingHost } from "./access";
import { type Allowed, meetingSettings } from "./contract";
import { followSettings } from "./follow-rights";
import { record } from "./record";
import { meetings } from "./schema";

/**
 * Allows or forbids things to everybody who is no host: in the session that runs at once, and in those to come. What is sent without the
 * right to it ends. Refuses with `not_host` or `not_found`.
 */
export async function allow(
  db: Database,
  actor: UserActor,
  { meetingId, allowed }: { meetingId: string; allowed: Allowed },
): Promise<void> {
  await db.transaction(async (tx) => {
    const { meeting } = await meetingHost(tx, actor, meetingId);
    const before = meetingSettings.parse(meeting.settings);
    const settings = { ...before, ...allowed };
    const detail = Object.fromEntries(
      Object.entries(allowed).filter(([name, isOn]) => before[name as keyof Allowed] !== isOn),
    );
    if (Object.keys(detail).length === 0) return;
    await tx.update(meetings).set({ settings }).where(eq(meetings.id, meetingId));
    await record(tx, { meetingId, kind: "allow", actor, detail });
    await followSettings(tx, { ...meeting, settings });
  });
}
