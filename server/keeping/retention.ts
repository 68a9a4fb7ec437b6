import { purgeAudit } from "../audit";
import { expireSessions } from "../auth";
import { purgeChats } from "../chat";
import { purgeInvitations } from "../contacts";
import type { Database } from "../db";
import { purgeHistory } from "../history";
import { purgeRequests } from "../identity";
import { purgeJobs } from "../jobs";
import { purgeLimits } from "../limits";
import { keepEventPartitions, purgeGuests } from "../meetings";
import { purgeEvents } from "../outbox";
import { purgePushes } from "../push";
import { keepPartitions } from "../quality";
import { purgeRoundTrips } from "../regions";
import { purgeReports } from "../reports";
import { log } from "../telemetry";
import { hasToken, sweepTokens } from "../tokens";

/** Every rule of what is kept how long, as docs/kept.md says them. */
const rules: Record<string, (db: Database) => Promise<unknown>> = {
  partitions: keepPartitions,
  "meeting events": keepEventPartitions,
  sessions: (db) => expireSessions(db, hasToken),
  confirmations: purgeRequests,
  invitations: purgeInvitations,
  guests: purgeGuests,
  pushes: purgePushes,
  "round trips": purgeRoundTrips,
  chats: purgeChats,
  history: purgeHistory,
  tokens: sweepTokens,
  events: purgeEvents,
  audit: purgeAudit,
  reports: purgeReports,
  limits: purgeLimits,
  jobs: purgeJobs,
};

/** Applies every rule once. One that fails keeps no other from its turn: it has another one soon. */
export async function retain(db: Database): Promise<void> {
  for (const [rule, apply] of Object.entries(rules))
    await apply(db).catch((error: unknown) =>
      log.warn({ event: "retention_failed", rule, reason: String(error) }),
    );
}
