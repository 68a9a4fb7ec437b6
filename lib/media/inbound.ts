import type { RemoteTrack } from "livekit-client";
import { count, rowsOf } from "./samples/rows";

/** Counters of what came in of a track (webrtc-stats, inbound-rtp): both only grow. */
type Counter = "framesDecoded" | "jitterBufferEmittedCount";

/** A counter of the track's receiver; 0 while nothing has come. */
export async function readInbound(track: RemoteTrack, counter: Counter): Promise<number> {
  const rows = [...rowsOf(await track.getRTCStatsReport()).values()];
  return rows.reduce((sum, row) => sum + (row.type === "inbound-rtp" ? count(row, counter) : 0), 0);
}
