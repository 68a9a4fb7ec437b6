import type { EndReason, ParticipantState } from "../calls/contract";
import type { HistoryStatus } from "./contract";

/** What a call became for the one who started it and nobody answered, or that ended some other way. */
const outgoing: Record<EndReason, HistoryStatus> = {
  hung_up: "completed",
  declined: "declined",
  no_answer: "no_answer",
  cancelled: "cancelled",
  busy: "busy",
  failed: "failed",
  connection_lost: "failed",
  time_limit: "completed",
  alone: "completed",
  ended_by_host: "completed",
  ended_by_admin: "cancelled",
};

/** What a call became for someone who was called, by how their part of it ended. */
const incoming: Record<ParticipantState, HistoryStatus> = {
  ringing: "missed",
  waiting: "missed",
  busy: "missed",
  connected: "completed",
  declined: "declined",
  missed: "missed",
  left: "completed",
};

type Part = { isCaller: boolean; state: ParticipantState; reason: EndReason; wasAnswered: boolean };

/** The history status of one person's part in a call: live state and end reason, mapped by total records. */
export function historyStatus({ isCaller, state, reason, wasAnswered }: Part): HistoryStatus {
  if (isCaller)
    return wasAnswered && reason !== "failed" && reason !== "connection_lost"
      ? "completed"
      : outgoing[reason];
  const status = incoming[state];
  return status === "completed" && outgoing[reason] === "failed" ? "failed" : status;
}
