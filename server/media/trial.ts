import { randomUUID } from "node:crypto";
import { and, eq, inArray, isNull, lt, sql } from "drizzle-orm";
import type { Connection } from "../db";
import { log } from "../telemetry";
import type { Trial } from "./contract";
import { listNodes, type SfuNode } from "./nodes";
import { serviceOf } from "./rooms";
import { sfuTrials } from "./schema";
import { mintTrialToken } from "./token";
import { trialRoom } from "./trial-name";

const EMPTY_TIMEOUT_S = 30;
const DEPARTURE_TIMEOUT_S = 10;

/**
 * Opens a room of its own on each SFU node, in which there is nobody and nothing to hear, for a browser to connect to and for the node to tell of by
 * its webhook. The rooms end by themselves after 30 s.
 */
export async function openTrials(db: Connection): Promise<Trial[]> {
  await db.delete(sfuTrials).where(lt(sfuTrials.createdAt, sql`peal_now() - interval '1 hour'`));
  return await Promise.all(listNodes().map((node) => openTrial(db, node)));
}

async function openTrial(db: Connection, node: SfuNode): Promise<Trial> {
  const id = randomUUID();
  const room = trialRoom(id);
  const { name, publicUrl: url } = node;
  await db.insert(sfuTrials).values({ id });
  try {
    await serviceOf(node).createRoom({
      name: room,
      emptyTimeout: EMPTY_TIMEOUT_S,
      departureTimeout: DEPARTURE_TIMEOUT_S,
    });
    return { id, node: name, url, token: await mintTrialToken(room, id) };
  } catch (error) {
    log.warn({ event: "trial_not_opened", node: name, reason: String(error) });
    return { id, node: name, url, token: null };
  }
}

/** Notes that an SFU node has told of a trial's room; what is no trial, or was heard of, changes nothing. */
export async function hearTrial(db: Connection, trialId: string): Promise<void> {
  await db
    .update(sfuTrials)
    .set({ heardAt: sql`peal_now()` })
    .where(and(eq(sfuTrials.id, trialId), isNull(sfuTrials.heardAt)));
}

/** Of these trials, those whose node has told of them. */
export async function heardTrials(db: Connection, trialIds: string[]): Promise<string[]> {
  const rows = await db
    .select({ id: sfuTrials.id })
    .from(sfuTrials)
    .where(and(inArray(sfuTrials.id, trialIds), sql`${sfuTrials.heardAt} is not null`));
  return rows.map(({ id }) => id);
}
