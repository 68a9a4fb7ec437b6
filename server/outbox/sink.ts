import type { CloudEvent } from "./contract";

/**
 * What became of a delivery. `refused`: these events are not taken as they are, and again would be no better; `later`: nothing is
 * taken now.
 */
export type Outcome =
  | { kind: "sent" }
  | { kind: "refused"; reason: string }
  | { kind: "later"; reason: string };

/** A place of the operator's that events of the whole deployment go to, in order and at least once. */
export type Sink = {
  /** Its cursor's name. */
  name: string;
  /** Delivers all of these, in order. Never throws for what the other side does. */
  send(events: CloudEvent[], sentAtMs: number): Promise<Outcome>;
  close(): Promise<void>;
};
