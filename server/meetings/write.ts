import { and, eq } from "drizzle-orm";
import type { UserActor } from "../auth";
import { type Connection, isUniqueViolation, type Transaction } from "../db";
import { refuse } from "../errors";
import type { LinkWrap } from "./contract";
import { meetingLinkWraps, meetingParticipants, meetings } from "./schema";
import { newSlug } from "./secrets";

type NewMeeting = Omit<typeof meetings.$inferInsert, "slug" | "hostId">;

/** Tries at an address that nobody has: two of them are alike once in 10^14. */
const TRIES = 5;

/** Writes a meeting with its host, under an address that is new. */
export async function writeMeeting(
  tx: Transaction,
  actor: UserActor,
  values: NewMeeting,
  wraps: LinkWrap[],
): Promise<{ meetingId: string; slug: string }> {
  for (let tried = 0; tried < TRIES; tried++) {
    const [made] = await tx
      .insert(meetings)
      .values({ ...values, slug: newSlug(), hostId: actor.userId })
      .onConflictDoNothing({ target: meetings.slug })
      .returning({ meetingId: meetings.id, slug: meetings.slug });
    if (!made) continue;
    await tx
      .insert(meetingParticipants)
      .values({ meetingId: made.meetingId, userId: actor.userId, role: "host", state: "admitted" });
    await keepWraps(tx, actor, made.meetingId, wraps);
    return made;
  }
  throw new Error("No free address for a meeting was found");
}

/** The meeting that the actor has made under an id already, where an error is that of making it again. */
export async function repeated(
  db: Connection,
  actor: UserActor,
  error: unknown,
  id: string | undefined,
): Promise<{ meetingId: string; slug: string } | null> {
  if (!id || !isUniqueViolation(error, "meetings_pkey")) return null;
  const [known] = await db
    .select({ meetingId: meetings.id, slug: meetings.slug })
    .from(meetings)
    .where(and(eq(meetings.id, id), eq(meetings.hostId, actor.userId)));
  return known ?? refuse({ code: "not_found" });
}

/** Keeps the link's secret for devices of the actor's; one that has it already keeps what it has. */
export async function keepWraps(
  tx: Transaction,
  actor: UserActor,
  meetingId: string,
  wraps: LinkWrap[],
): Promise<void> {
  if (wraps.length === 0) return;
  await tx
    .insert(meetingLinkWraps)
    .values(wraps.map((wrap) => ({ ...wrap, meetingId, userId: actor.userId })))
    .onConflictDoNothing();
}
