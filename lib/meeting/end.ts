import type { EndedBecause } from "@/lib/call/session-state";

/** How a meeting ended for somebody, as they are told. */
export type MeetingEnd = "lost" | "left" | "ended_by_host" | "ended" | "removed";

const lost: readonly string[] = ["unreachable", "no_media", "connection_lost", "failed"];

/** How it ended, by what the session says and whether a host has put this person out. */
export function meetingEnd(reason: EndedBecause, isRemoved: boolean): MeetingEnd {
  if (isRemoved) return "removed";
  if (lost.includes(reason)) return "lost";
  return reason === "left" || reason === "ended_by_host" ? reason : "ended";
}
