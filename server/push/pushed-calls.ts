import { and, eq, sql } from "drizzle-orm";
import { userDevices } from "../auth/schema";
import { admissions, callParticipants, calls } from "../calls/schema";
import { epochMs, now } from "../clock";
import type { Connection, Database, Transaction } from "../db";
import { addJobs } from "../jobs";
import { deviceConnections } from "../presence/schema";
import { LAPSE_MS } from "./connected";
import { pushedCalls, pushSubscriptions } from "./schema";

declare module "../jobs" {
  interface Jobs {
    "push.call": { callId: string; deviceId: string; tries: number };
  }
}

type Queued = { callId: string; deviceId: string };

const queue = (tx: Connection, queued: Queued[]) =>
  addJobs(
    tx,
    "push.call",
    queued.map(({ callId, deviceId }) => ({ callId, deviceId, tries: 0 })),
  );

const lapse = sql`${LAPSE_MS} * interval '1 millisecond'`;

/** Devices of people who talk on another one, that hold no live connection and can be pushed; on which one the call runs. */
const wanted = sql`
  select ${calls.id} as call_id, ${pushSubscriptions.deviceId} as device_id, ${admissions.deviceId}::text as runs_on
  from ${calls}
  join ${callParticipants} on ${callParticipants.callId} = ${calls.id} and ${callParticipants.state} = 'connected'
  join ${admissions} on ${admissions.id} = ${callParticipants.activeAdmissionId}
  join ${pushSubscriptions} on ${pushSubscriptions.userId} = ${callParticipants.userId}
    and ${pushSubscriptions.deviceId} <> ${admissions.deviceId}
  join ${userDevices} on ${userDevices.id} = ${pushSubscriptions.deviceId} and ${userDevices.sessionId} is not null
  where ${calls.state} = 'active' and not exists (select from ${deviceConnections}
    where ${deviceConnections.deviceId} = ${pushSubscriptions.deviceId} and ${deviceConnections.seenAt} > ${now} - ${lapse})`;

/**
 * Has devices that are not connected told of a call of their person that runs elsewhere, quietly, once for each device on which it
 * runs; and, where they were told, that it does not any more. Any process may run it at any time, and several at once.
 */
export async function sweepPushedCalls(db: Database): Promise<void> {
  await db.transaction(async (tx) => {
    await pushRunning(tx);
    await pushOver(tx);
  });
}

async function pushRunning(tx: Transaction): Promise<void> {
  const told = sql`case when pushed.asked_until > ${now} then 'asked' else excluded.told end`;
  const queued = await tx.execute<Queued>(sql`
    insert into ${pushedCalls} as pushed (call_id, device_id, told)
    select call_id, device_id, runs_on from (${wanted}) as wanted order by call_id, device_id
    on conflict (call_id, device_id) do update set told = ${told}, told_at = ${now} where pushed.told <> ${told}
    returning call_id as "callId", device_id as "deviceId"`);
  await queue(tx, queued);
}

/** Who is connected by now sees it, and tidies its notifications away itself. */
async function pushOver(tx: Transaction): Promise<void> {
  const settled = await tx.execute<Queued & { isToTell: boolean }>(sql`
    with wanted as (${wanted}),
    settled as (
      select p.call_id, p.device_id, p.told as before, exists (
        select from ${callParticipants} join ${calls} on ${calls.id} = ${callParticipants.callId}
        join ${userDevices} on ${userDevices.userId} = ${callParticipants.userId}
        where ${calls.id} = p.call_id and ${calls.state} = 'active' and ${userDevices.id} = p.device_id
          and ${callParticipants.state} = 'connected') as runs
      from ${pushedCalls} p
      where p.told <> 'over' and not exists (
        select from wanted w where w.call_id = p.call_id and w.device_id = p.device_id)
      for update of p skip locked)
    update ${pushedCalls} p
    set told = case when settled.runs then 'seen' else 'over' end, told_at = ${now}, asked_until = null
    from settled
    where p.call_id = settled.call_id and p.device_id = settled.device_id and not (settled.runs and settled.before = 'seen')
    returning p.call_id as "callId", p.device_id as "deviceId", not settled.runs and settled.before <> 'seen' as "isToTell"`);
  await queue(
    tx,
    settled.filter((row) => row.isToTell),
  );
}

type Asked = { callId: string; deviceId: string; until: Date };

/** Has a device pushed that is asked to take a call and is not connected. */
export async function pushAsked(tx: Transaction, { callId, deviceId, until }: Asked): Promise<void> {
  const queued = await tx.execute<Queued>(sql`
    insert into ${pushedCalls} (call_id, device_id, asked_until, told)
    select ${callId}::uuid, ${pushSubscriptions.deviceId}, ${until.toISOString()}::timestamptz, 'asked'
    from ${pushSubscriptions}
    where ${pushSubscriptions.deviceId} = ${deviceId} and not exists (select from ${deviceConnections}
      where ${deviceConnections.deviceId} = ${deviceId} and ${deviceConnections.seenAt} > ${now} - ${lapse})
    on conflict (call_id, device_id) do update
      set asked_until = excluded.asked_until, told = excluded.told, told_at = ${now}
    returning call_id as "callId", device_id as "deviceId"`);
  await queue(tx, queued);
}

/** A device is not asked any more: the next sweep has it told what is true instead. */
export async function endAsked(
  tx: Transaction,
  { callId, deviceId }: Pick<Asked, "callId" | "deviceId">,
): Promise<void> {
  await tx
    .update(pushedCalls)
    .set({ askedUntil: null })
    .where(and(eq(pushedCalls.callId, callId), eq(pushedCalls.deviceId, deviceId)));
}

/** A call of which a device is told, as it is now, with where to push it; null when either is gone. */
export async function findPushedCall(db: Connection, callId: string, deviceId: string) {
  const others = sql`from call_participants o join users u on u.id = o.user_id
    where o.call_id = ${pushedCalls.callId} and o.user_id <> ${pushSubscriptions.userId} and not o.is_silenced`;
  const [row] = await db
    .select({
      deviceId: pushSubscriptions.deviceId,
      endpoint: pushSubscriptions.endpoint,
      p256dh: pushSubscriptions.p256dh,
      auth: pushSubscriptions.auth,
      told: pushedCalls.told,
      askedMsLeft: epochMs(sql`(${pushedCalls.askedUntil} - ${now})`),
      startedAt: epochMs(sql`coalesce(${calls.answeredAt}, ${calls.startedAt})`),
      /** With whom: one by name, and how many more. */
      withName: sql<
        string | null
      >`(select u.name ${others} order by o.state = 'connected' desc, o.is_caller desc, u.name limit 1)`,
      more: sql<number>`(select greatest(count(*) - 1, 0)::int ${others})`,
      /** The device on which it runs now. */
      onName: userDevices.name,
    })
    .from(pushedCalls)
    .innerJoin(pushSubscriptions, eq(pushSubscriptions.deviceId, pushedCalls.deviceId))
    .innerJoin(calls, eq(calls.id, pushedCalls.callId))
    .leftJoin(
      callParticipants,
      and(eq(callParticipants.callId, calls.id), eq(callParticipants.userId, pushSubscriptions.userId)),
    )
    .leftJoin(admissions, eq(admissions.id, callParticipants.activeAdmissionId))
    .leftJoin(userDevices, eq(userDevices.id, admissions.deviceId))
    .where(and(eq(pushedCalls.callId, callId), eq(pushedCalls.deviceId, deviceId)));
  return row ?? null;
}
export type PushedCallRow = NonNullable<Awaited<ReturnType<typeof findPushedCall>>>;
