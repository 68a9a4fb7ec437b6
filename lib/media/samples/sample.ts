import type { Track } from "livekit-client";
import type { ConnectionProtocol, ConnectionType } from "@/server/relay/contract";

/** One track during a span. Rates in kbit/s, times in ms, shares from 0 to 1; null where the browser tells nothing of it. */
type Flow = {
  /** Whose it is, as the SFU knows them: the id of an admission. */
  identity: string;
  source: Track.Source;
  kbps: number;
  /** Sent, or sent to this device: of these `loss` is the share that did not come. */
  packets: number;
  loss: number | null;
  jitterMs: number | null;
  codec: string | null;
  /** Of pictures alone. */
  width: number | null;
  height: number | null;
  framesPerSecond: number | null;
};

/** What came in of a track. */
export type Incoming = Flow & {
  /** Of the sound that was played: what was made up for lost packets, without that in silence. */
  concealed: number | null;
  jitterBufferMs: number | null;
  freezes: number;
  freezeMs: number;
};

/** What was sent of a track, all its layers together; the size is that of the largest one that was sent. */
export type Outgoing = Flow & {
  roundTripMs: number | null;
  limitedBy: "none" | "cpu" | "bandwidth" | "other" | null;
};

/** The way that packets take. */
export type Path = {
  type: ConnectionType | null;
  /** To the relay, where it is one. */
  protocol: ConnectionProtocol | null;
  roundTripMs: number | null;
  /** What the browser believes that it may send. */
  availableKbps: number | null;
  /** Grows with all that comes: bytes, and answers to the browser's own questions (RFC 7675), which come every 2.5 s when idle. */
  received: number;
  /** The answers are counted: a way on which nothing else comes shows all the same that it is there. */
  countsAnswers: boolean;
};

/** How a connection went during a span, from the browser's own statistics. */
export type Sample = {
  /** When the span ended, by this page's clock (`performance.now()`), and how long it was. */
  at: number;
  spanMs: number;
  incoming: Incoming[];
  outgoing: Outgoing[];
  /** To the SFU and from it; one and the same where one connection serves both. Null while there is none. */
  up: Path | null;
  down: Path | null;
};

/** What has come in all in all, by `Path.received`; one connection may serve both ways. */
export const receivedBy = ({ up, down }: Pick<Sample, "up" | "down">): number =>
  [...new Set([up, down])].reduce((sum, way) => sum + (way?.received ?? 0), 0);

/**
 * What has come in by each way, in the order up, down; null for one that is not there. Where one connection serves both, or the browser
 * does not count answers, so that an idle way seems dead, all of it is one way.
 */
export function receivedEachWay({ up, down }: Pick<Sample, "up" | "down">): readonly (number | null)[] {
  const isOne = up === down || [up, down].some((way) => way?.countsAnswers === false);
  return isOne ? [receivedBy({ up, down })] : [up?.received ?? null, down?.received ?? null];
}
