import { guardOf, type Outcome } from "../calls";
import type { MoveState } from "./contract";
import { callMoves } from "./schema";

export const moveEvents = ["take", "seen", "fail"] as const;
export type MoveEvent = (typeof moveEvents)[number];

const to = (next: MoveState) => ({ next });
const ignored = (reason: string) => ({ ignored: reason });

/** A move: what is decided stays decided, whoever says something later. Taking a call once more is another move. */
export const moveTable: Record<MoveState, Record<MoveEvent, Outcome<MoveState>>> = {
  asked: { take: to("connecting"), seen: ignored("nobody is there yet"), fail: to("failed") },
  connecting: { take: to("connecting"), seen: to("moved"), fail: to("failed") },
  moved: { take: ignored("moved already"), seen: ignored("moved already"), fail: ignored("moved already") },
  failed: {
    take: ignored("failed already"),
    seen: ignored("failed already"),
    fail: ignored("failed already"),
  },
};

/** WHERE and SET of a guarded update of a move. */
export const moveGuard = (event: MoveEvent) => guardOf(callMoves.state, moveTable, event);
