import type { CallAnswered, CallEnded, CallStarted, DeviceConnected } from "../../calls";
import { afterCommit, type Transaction } from "../../db";
import { callType, log, metrics } from "../../telemetry";

/** A call has begun. */
export async function countStarted(tx: Transaction, call: CallStarted): Promise<void> {
  const { callId } = call;
  const type = callType(call);
  afterCommit(tx, () => {
    metrics().initiated.inc({ call_type: type });
    log.info({ event: "call_started", callId, type });
  });
}

/** Somebody has answered; a call counts once. */
export async function countAnswered(tx: Transaction, { callId, type, isFirst }: CallAnswered): Promise<void> {
  afterCommit(tx, () => {
    if (isFirst) metrics().answered.inc({ call_type: type });
    log.info({ event: "call_answered", callId, type });
  });
}

/** A device is connected, or has failed to be. */
export async function countConnected(
  tx: Transaction,
  { callId, type, hasFailed }: DeviceConnected,
): Promise<void> {
  afterCommit(tx, () => {
    const result = hasFailed ? "failed" : "connected";
    metrics().connections.inc({ call_type: type, result });
    log.info({ event: `device_${result}`, callId, type });
  });
}

/** A call is over; one that was answered has a length. */
export async function countEnded(
  tx: Transaction,
  { callId, type, reason, answeredAt, endedAt }: CallEnded,
): Promise<void> {
  const seconds = answeredAt && (endedAt.getTime() - answeredAt.getTime()) / 1000;
  afterCommit(tx, () => {
    if (seconds !== null) metrics().durations.observe({ call_type: type }, seconds);
    log.info({ event: "call_ended", callId, type, reason, seconds });
  });
}
