import type { Agent } from "node:https";
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { now, serverTime } from "../clock";
import { type Database, database } from "../db";
import { addJob } from "../jobs";
import { log } from "../telemetry";
import { publicAgent } from "../outside";
import type { PushMessage } from "./contract";
import { missedMessage, ringMessage, stoppedMessage, testMessage } from "./message";
import { findKnock, knockMessage } from "./knocks";
import { type Outcome, post } from "./post";
import { findPushed, type Pushed } from "./pushed";
import { findPushedCall, type PushedCallRow } from "./pushed-calls";
import { askedMessage, overMessage, runningMessage } from "./running-message";
import { findReminder, reminderMessage } from "./reminders";
import { pushedRings, pushSubscriptions } from "./schema";

/** How long a push service keeps the word of an end, of a missed call and of a try, in s. */
const ENDED_S = 600;
const MISSED_S = 24 * 60 * 60;
const TEST_S = 60;
const KNOCK_S = 120;
const REMINDER_S = 600;
/** How long it keeps the word of a call that runs elsewhere, in s. */
const RUNNING_S = 60 * 60;
/** Between tries, where the push service says nothing: this, then twice as long each time, in ms. */
const RETRY_MS = 1_000;
const MOST_RETRY_MS = 60 * 60_000;
const MOST_TRIES = 8;

const ring = z.object({ ringId: z.uuid(), tries: z.number() });
const call = z.object({ callId: z.uuid(), deviceId: z.uuid(), tries: z.number() });
const device = z.object({ deviceId: z.uuid() });
const reminder = z.object({
  deviceId: z.uuid(),
  meetingId: z.uuid(),
  startsAt: z.number(),
  tries: z.number(),
});
const knock = z.object({ deviceId: z.uuid(), participantId: z.uuid(), tries: z.number() });

type Target = { deviceId: string; endpoint: string; p256dh: string; auth: string };

/** Pushes, each of which may run twice: what is sent is what is true when it is sent. The agent is another one in tests. */
export const pushJobsBy = (agent: Agent) => ({
  "push.ring": async (payload: unknown) => await pushRing(database(), agent, ring.parse(payload)),
  "push.end": async (payload: unknown) => await pushEnd(database(), agent, ring.parse(payload)),
  "push.call": async (payload: unknown) => await pushCall(database(), agent, call.parse(payload)),
  "push.knock": async (payload: unknown) => await pushKnock(database(), agent, knock.parse(payload)),
  "push.reminder": async (payload: unknown) => await pushReminder(database(), agent, reminder.parse(payload)),
  "push.test": async (payload: unknown) => await pushTest(database(), agent, device.parse(payload)),
});
export const pushJobs = pushJobsBy(publicAgent());

type RingJob = z.output<typeof ring>;

async function pushRing(db: Database, agent: Agent, { ringId, tries }: RingJob): Promise<void> {
  const pushed = await findPushed(db, ringId);
  if (!pushed?.isSameRing || pushed.state !== "ringing" || pushed.isAlerted || pushed.ringMsLeft <= 0) return;
  const { call, nonce, isQuiet, ringMsLeft } = pushed;
  await db.update(pushedRings).set({ triedAt: now }).where(eq(pushedRings.ringId, ringId));
  const ttlS = Math.max(1, Math.floor(ringMsLeft / 1000));
  const outcome = await send(db, agent, pushed, ringMessage({ ...call, nonce, isQuiet }), {
    ttlS,
    topic: topicOf(call.callId),
  });
  const delayMs = retryMs(outcome, tries);
  if (delayMs !== null && delayMs < ringMsLeft) {
    await addJob(db, "push.ring", { ringId, tries: tries + 1 }, { delayMs });
  }
  // Ended meanwhile, and the word of that may have overtaken this one: it is said once more.
  const after = await findPushed(db, ringId);
  if (after?.wasTold) await addJob(db, "push.end", { ringId, tries: 0 });
}

async function pushEnd(db: Database, agent: Agent, { ringId, tries }: RingJob): Promise<void> {
  const pushed = await findPushed(db, ringId);
  if (!pushed?.isSameRing) return;
  const end = endOf(pushed);
  if (!end) return;
  const outcome = await send(db, agent, pushed, end.message, {
    ttlS: end.ttlS,
    topic: topicOf(pushed.call.callId),
  });
  // That the call goes on elsewhere is the better word, and may have been overtaken by this one.
  const { callId } = pushed.call;
  const running = await findPushedCall(db, callId, pushed.deviceId);
  if (running) await addJob(db, "push.call", { callId, deviceId: pushed.deviceId, tries: 0 });
  const delayMs = retryMs(outcome, tries);
  if (delayMs === null || delayMs > end.ttlS * 1000) return;
  await addJob(db, "push.end", { ringId, tries: tries + 1 }, { delayMs });
}

/** How a device that was pushed is told of the end; null where it need not be. */
function endOf(pushed: Pushed): { message: PushMessage; ttlS: number } | null {
  const { state, stopReason: reason, call, winnerName, wasTried } = pushed;
  if (state !== "stopped" || !reason) return null;
  if (reason === "cancelled" || reason === "expired") return { message: missedMessage(call), ttlS: MISSED_S };
  // What never rang need not be said to have stopped.
  if (!wasTried) return null;
  return { message: stoppedMessage({ ...call, reason, deviceName: winnerName }), ttlS: ENDED_S };
}

/** What the device is to know of a call of its person. What changed while it was sent is sent after it. */
async function pushCall(
  db: Database,
  agent: Agent,
  { callId, deviceId, tries }: z.output<typeof call>,
): Promise<void> {
  const pushed = await findPushedCall(db, callId, deviceId);
  const word = pushed && wordOf(callId, pushed);
  if (!pushed || !word) return;
  const outcome = await send(db, agent, pushed, word.message, {
    ttlS: word.ttlS,
    topic: topicOf(callId),
    isUrgent: word.isUrgent,
  });
  const delayMs = retryMs(outcome, tries);
  if (delayMs !== null && delayMs < word.ttlS * 1000) {
    await addJob(db, "push.call", { callId, deviceId, tries: tries + 1 }, { delayMs });
  }
  const after = await findPushedCall(db, callId, deviceId);
  if (after && after.told !== pushed.told) await addJob(db, "push.call", { callId, deviceId, tries: 0 });
}

function wordOf(callId: string, pushed: PushedCallRow) {
  const { told, askedMsLeft, withName, more, onName, startedAt } = pushed;
  if (told === "seen" || !withName) return null;
  const running = { callId, withName, more, onName: onName ?? "", startedAt };
  if (told === "over") return { message: overMessage(running), ttlS: ENDED_S, isUrgent: false };
  if (told !== "asked") return { message: runningMessage(running), ttlS: RUNNING_S, isUrgent: false };
  if (askedMsLeft <= 0) return null;
  return {
    message: askedMessage(running),
    ttlS: Math.max(1, Math.floor(askedMsLeft / 1000)),
    isUrgent: true,
  };
}

async function pushKnock(db: Database, agent: Agent, job: z.output<typeof knock>): Promise<void> {
  const { deviceId, participantId, tries } = job;
  const found = await findKnock(db, deviceId, participantId);
  if (!found) return;
  const topic = topicOf(found.knock.meetingId);
  const outcome = await send(db, agent, found.target, knockMessage(found.knock), { ttlS: KNOCK_S, topic });
  const delayMs = retryMs(outcome, tries);
  if (delayMs !== null && delayMs < KNOCK_S * 1000)
    await addJob(db, "push.knock", { ...job, tries: tries + 1 }, { delayMs });
}

async function pushReminder(db: Database, agent: Agent, job: z.output<typeof reminder>): Promise<void> {
  const found = await findReminder(db, job);
  if (!found) return;
  const topic = topicOf(job.meetingId);
  const message = reminderMessage(found.reminder, await serverTime(db));
  const outcome = await send(db, agent, found.target, message, { ttlS: REMINDER_S, topic });
  const delayMs = retryMs(outcome, job.tries);
  if (delayMs !== null && delayMs < found.reminder.msLeft)
    await addJob(db, "push.reminder", { ...job, tries: job.tries + 1 }, { delayMs });
}

async function pushTest(db: Database, agent: Agent, { deviceId }: { deviceId: string }): Promise<void> {
  const [target] = await db.select().from(pushSubscriptions).where(eq(pushSubscriptions.deviceId, deviceId));
  if (!target) return;
  await send(db, agent, target, testMessage(await serverTime(db)), { ttlS: TEST_S, topic: "test" });
}

async function send(
  db: Database,
  agent: Agent,
  { deviceId, endpoint, p256dh, auth }: Target,
  message: PushMessage,
  how: { ttlS: number; topic: string; isUrgent?: boolean },
): Promise<Outcome> {
  const outcome = await post({ endpoint, keys: { p256dh, auth } }, { message, ...how }, agent);
  if (outcome.kind === "gone") {
    // A newer subscription of the device stays.
    await db
      .delete(pushSubscriptions)
      .where(and(eq(pushSubscriptions.deviceId, deviceId), eq(pushSubscriptions.endpoint, endpoint)));
  }
  if (outcome.kind === "refused") {
    log.warn({ event: "push_refused", host: new URL(endpoint).host, status: outcome.status });
  }
  return outcome;
}

/** After how many ms a push is tried again, or null where it is not. */
function retryMs(outcome: Outcome, tries: number): number | null {
  if (outcome.kind !== "later" || tries + 1 >= MOST_TRIES) return null;
  return Math.min(outcome.afterMs ?? RETRY_MS * 2 ** tries, MOST_RETRY_MS);
}

/** A call's topic: its id in 22 characters. */
const topicOf = (callId: string) => Buffer.from(callId.replaceAll("-", ""), "hex").toString("base64url");
