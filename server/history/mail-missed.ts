import { and, eq, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { z } from "zod";
import words from "../../messages/en/mail.json";
import { users } from "../auth/schema";
import { callParticipants, callRings } from "../calls/schema";
import { now } from "../clock";
import { config } from "../config";
import { type Database, database, type Transaction } from "../db";
import { problemOf } from "../errors";
import { addJob } from "../jobs";
import { limit } from "../limits";
import { canSendMail, type Letter, sendMail } from "../mail";
import { ringSettings } from "../presence/schema";
import { pushSubscriptions } from "../push/schema";
import { historyEntries } from "./schema";

declare module "../jobs" {
  interface Jobs {
    "history.mail_missed": { entryId: string };
  }
}

/** So long is waited first: whoever is back at once sees the call, and a push that fails for good has been found out. */
const FIRST_MS = 15_000;

const job = z.object({ entryId: z.uuid() });

/** Jobs that wait for the mail server. */
export const historyJobs = {
  "history.mail_missed": async (payload: unknown) => await mailMissed(database(), job.parse(payload).entryId),
};

/** Has missed calls looked at for an e-mail, of those who want one. Whether one is due is seen when it is sent. */
export async function queueMissedMail(tx: Transaction, entryIds: string[]): Promise<void> {
  if (entryIds.length === 0 || !canSendMail()) return;
  const wanted = await tx
    .select({ entryId: historyEntries.id })
    .from(historyEntries)
    .innerJoin(ringSettings, eq(ringSettings.userId, historyEntries.userId))
    .where(
      and(
        sql`${historyEntries.id} = any(${sql.param(entryIds)}::uuid[])`,
        historyEntries.isNew,
        isNull(historyEntries.mailedAt),
        ringSettings.hasMissedCallMail,
      ),
    );
  for (const entry of wanted) {
    await addJob(tx, "history.mail_missed", entry, { key: `mail:${entry.entryId}`, delayMs: FIRST_MS });
  }
}

/**
 * Tells a person by e-mail of a call that none of their devices showed and none could be woken for; once for each call, also where
 * this runs twice, and never where they have seen it meanwhile. Past their limit of e-mails nothing is sent. Throws where the mail
 * server may take it another time.
 */
export async function mailMissed(db: Database, entryId: string): Promise<void> {
  if (!canSendMail()) return;
  const [claimed] = await db
    .update(historyEntries)
    .set({ mailedAt: now })
    .where(and(eq(historyEntries.id, entryId), isDue))
    .returning({ userId: historyEntries.userId });
  if (!claimed) return;
  try {
    await limit(db, { key: `mail:${claimed.userId}`, rate: config().PEAL_LIMIT_MAIL });
    const letter = await letterOf(db, entryId);
    if (letter) await sendMail(letter);
  } catch (error) {
    if (problemOf(error)?.code === "rate_limited") return;
    // The next try claims it anew. A process that dies in between sends nothing rather than twice.
    await db.update(historyEntries).set({ mailedAt: null }).where(eq(historyEntries.id, entryId));
    throw error;
  }
}

/** A device that could be reached: it showed the ring, or it can be woken, and then it was told. */
const reached = sql`exists (select 1 from ${callRings}
  where ${callRings.callId} = ${historyEntries.callId} and ${callRings.userId} = ${historyEntries.userId}
    and (${callRings.alertedAt} is not null or exists (select 1 from ${pushSubscriptions}
      where ${pushSubscriptions.deviceId} = ${callRings.deviceId})))`;

const isDue = and(
  historyEntries.isNew,
  isNull(historyEntries.mailedAt),
  isNull(historyEntries.removedAt),
  sql`not ${reached}`,
  sql`exists (select 1 from ${ringSettings}
    where ${ringSettings.userId} = ${historyEntries.userId} and ${ringSettings.hasMissedCallMail})`,
);

const caller = alias(callParticipants, "caller");
const them = alias(users, "them");

async function letterOf(db: Database, entryId: string): Promise<Letter | null> {
  const [row] = await db
    .select({ to: users.email, name: them.name })
    .from(historyEntries)
    .innerJoin(users, eq(users.id, historyEntries.userId))
    .innerJoin(
      callParticipants,
      and(
        eq(callParticipants.callId, historyEntries.callId),
        eq(callParticipants.userId, historyEntries.userId),
      ),
    )
    .innerJoin(caller, and(eq(caller.callId, historyEntries.callId), caller.isCaller))
    // Who rang: whoever added this person to the call, else the caller.
    .innerJoin(them, eq(them.id, sql`coalesce(${callParticipants.rungBy}, ${caller.userId})`))
    .where(eq(historyEntries.id, entryId));
  if (!row) return null;
  const { PEAL_URL } = config();
  // A name may hold anything, so it is not a pattern of `replace` either.
  const named = (text: string) => text.replace("{name}", () => row.name);
  return {
    id: `missed.${entryId}`,
    to: row.to,
    subject: named(words.missedSubject),
    text: named(words.missedText),
    link: { words: words.missedLink, address: `${PEAL_URL}/history/${entryId}` },
    reason: {
      words: words.missedReason,
      link: { words: words.turnOff, address: `${PEAL_URL}/settings` },
    },
  };
}
