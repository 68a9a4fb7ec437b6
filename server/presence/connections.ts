import { and, eq, gt, inArray, isNull, lt, or, sql } from "drizzle-orm";
import { markSeen } from "../auth";
import { userDevices } from "../auth/schema";
import { notify } from "../bus";
import { now, nowPlus } from "../clock";
import type { Connection, Database, Transaction } from "../db";
import { deviceConnections } from "./schema";

/**
 * A device is heard of every 15 s and that is written within 5 s: one that was silent three times lapses, so that nobody is shown 60 s
 * after they dropped, with or without a word.
 */
export const LAPSE_MS = 50_000;
/** How long a person stays online after a stream was closed, in ms: a reload or a deployment is no absence. */
const REOPEN_MS = 5_000;

const isFresh = gt(deviceConnections.seenAt, nowPlus(-LAPSE_MS));
/** A device that holds a live connection now. */
export const isConnected = and(isFresh, isNull(deviceConnections.closedAt));
/** A connection that makes its person online: open, or closed a moment ago. */
export const isOnline = and(
  isFresh,
  or(isNull(deviceConnections.closedAt), gt(deviceConnections.closedAt, nowPlus(-REOPEN_MS))),
);

type Held = { deviceId: string; userId: string };
const usersOf = (rows: { userId: string }[]) => rows.map((row) => row.userId);

/**
 * Notes that a process holds these devices' connections, in one statement; a signed-out device is left out. Devices
 * that were not connected before are news to their person's other devices and contacts.
 */
export async function holdConnections(
  db: Database,
  processId: string,
  deviceIds: readonly string[],
): Promise<void> {
  if (!deviceIds.length) return;
  const ids = sql.param([...new Set(deviceIds)]);
  await db.transaction(async (tx) => {
    // In one order, so that two processes never wait for each other.
    const held = await tx.execute<{ userId: string; isNew: boolean }>(sql`
      with fresh as (select device_id from ${deviceConnections} where ${isConnected})
      insert into ${deviceConnections} as held (device_id, user_id, process_id)
      select id, user_id, ${processId} from ${userDevices}
      where id = any(${ids}::uuid[]) and session_id is not null order by id
      on conflict (device_id) do update set seen_at = peal_now(), closed_at = null, process_id = excluded.process_id,
        opened_at = case when held.closed_at is null then held.opened_at else peal_now() end
      returning user_id as "userId", device_id not in (select device_id from fresh) as "isNew"`);
    await tell(tx, usersOf(held.filter((row) => row.isNew)));
  });
}

/**
 * Notes that these devices were heard of by a process that does not hold their connections. Only whoever holds one can say that it is
 * there: what was swept away or closed stays so.
 */
export async function refreshConnections(db: Database, deviceIds: readonly string[]): Promise<void> {
  if (!deviceIds.length) return;
  const ids = sql.param([...deviceIds]);
  await db.execute(sql`
    with heard as (
      select device_id from ${deviceConnections} where device_id = any(${ids}::uuid[]) and closed_at is null
      order by device_id for update)
    update ${deviceConnections} as held set seen_at = peal_now() from heard where held.device_id = heard.device_id`);
}

/** Notes that a process no longer holds these devices' connections. One that another process holds by now stays. */
export async function dropConnections(
  db: Database,
  processId: string,
  deviceIds: readonly string[],
): Promise<void> {
  if (!deviceIds.length) return;
  await drop(
    db,
    and(eq(deviceConnections.processId, processId), inArray(deviceConnections.deviceId, [...deviceIds])),
  );
}

/** A process that stops drops everything it holds. */
export async function dropProcess(db: Database, processId: string): Promise<void> {
  await drop(db, eq(deviceConnections.processId, processId));
}

async function drop(db: Database, which: ReturnType<typeof and>): Promise<void> {
  await db.transaction(async (tx) => {
    const dropped: Held[] = await tx
      .update(deviceConnections)
      .set({ closedAt: now })
      .where(and(which, isNull(deviceConnections.closedAt)))
      .returning({ deviceId: deviceConnections.deviceId, userId: deviceConnections.userId });
    await markSeen(
      tx,
      dropped.map((row) => row.deviceId),
    );
    await tell(tx, usersOf(dropped));
  });
}

/**
 * Takes away connections that were closed and not opened again, and those of processes that died. Any process may run it at any
 * time; what it took is news.
 */
export async function sweepConnections(db: Database): Promise<void> {
  await db.transaction(async (tx) => {
    const gone = await tx
      .delete(deviceConnections)
      .where(
        or(
          lt(deviceConnections.closedAt, nowPlus(-REOPEN_MS)),
          lt(deviceConnections.seenAt, nowPlus(-LAPSE_MS)),
        ),
      )
      .returning({
        deviceId: deviceConnections.deviceId,
        userId: deviceConnections.userId,
        closedAt: deviceConnections.closedAt,
      });
    const lapsed = gone.filter((row) => !row.closedAt).map((row) => row.deviceId);
    await markSeen(tx, lapsed, LAPSE_MS);
    await tell(tx, usersOf(gone));
  });
}

/** A signed-out device holds no connection, whatever its stream does. */
export async function forgetConnection(tx: Transaction, { userId, deviceId }: Held): Promise<void> {
  await tx.delete(deviceConnections).where(eq(deviceConnections.deviceId, deviceId));
  await tell(tx, [userId]);
}

const tell = (tx: Transaction, userIds: string[]) => notify(tx, userIds, "presence");

/** Which of these people's devices hold a live connection now. */
export async function connectedDevices(tx: Connection, userIds: readonly string[]): Promise<Set<string>> {
  if (!userIds.length) return new Set();
  const rows = await tx
    .select({ deviceId: deviceConnections.deviceId })
    .from(deviceConnections)
    .where(and(inArray(deviceConnections.userId, [...userIds]), isConnected));
  return new Set(rows.map((row) => row.deviceId));
}
