import { Track } from "livekit-client";
import type { Reading, Stream } from "./reading";
import type { Incoming, Outgoing, Sample } from "./sample";

/** What went on between two readings of one connection. Streams that are new since count from their beginning. */
export function between(before: Reading, after: Reading): Sample {
  const spanMs = Math.max(after.at - before.at, 1);
  const tracks = new Map<string, Stream[]>();
  for (const [id, stream] of after.streams) {
    const key = `${stream.isIncoming} ${stream.identity} ${stream.source}`;
    tracks.set(key, [...(tracks.get(key) ?? []), since(stream, before.streams.get(id))]);
  }
  const incoming: Incoming[] = [];
  const outgoing: Outgoing[] = [];
  for (const streams of tracks.values()) {
    if (streams[0]?.isIncoming) incoming.push(incomingOf(streams, spanMs));
    else outgoing.push(outgoingOf(streams, spanMs));
  }
  return { at: after.at, spanMs, incoming, outgoing, up: after.up, down: after.down };
}

const counters = [
  "bytes",
  "packets",
  "lost",
  "frames",
  "samples",
  "concealed",
  "bufferedMs",
  "emitted",
  "freezes",
  "freezeMs",
] as const;

/** A counter that fell was begun anew, or takes back a loss that was none. */
function since(now: Stream, then: Stream | undefined): Stream {
  const grown = { ...now };
  if (then) for (const name of counters) grown[name] = Math.max(now[name] - then[name], 0);
  return grown;
}

const sum = (streams: Stream[], name: (typeof counters)[number]) =>
  streams.reduce((total, stream) => total + stream[name], 0);
const share = (part: number, whole: number) => (whole > 0 ? Math.min(part / whole, 1) : null);

function greatest(streams: Stream[], name: "jitterMs" | "roundTripMs"): number | null {
  const known = streams.flatMap((stream) => stream[name] ?? []);
  return known.length ? Math.max(...known) : null;
}

/** What both ways have. A picture's size is that of the largest layer of which frames went. */
function flowOf(streams: Stream[], spanMs: number, packets: number) {
  const [{ identity, source }] = streams as [Stream];
  const flowing = streams.filter(({ frames }) => frames > 0);
  const largest = flowing.toSorted((a, b) => (b.height ?? 0) - (a.height ?? 0))[0];
  const isPicture = source === Track.Source.Camera || source === Track.Source.ScreenShare;
  return {
    identity,
    source,
    kbps: (sum(streams, "bytes") * 8) / spanMs,
    packets,
    loss: share(sum(streams, "lost"), packets),
    jitterMs: greatest(streams, "jitterMs"),
    codec: streams.find(({ codec }) => codec !== null)?.codec ?? null,
    width: largest?.width ?? null,
    height: largest?.height ?? null,
    framesPerSecond: isPicture ? ((largest?.frames ?? 0) * 1000) / spanMs : null,
  };
}

function incomingOf(streams: Stream[], spanMs: number): Incoming {
  const emitted = sum(streams, "emitted");
  return {
    ...flowOf(streams, spanMs, sum(streams, "packets") + sum(streams, "lost")),
    concealed: share(sum(streams, "concealed"), sum(streams, "samples")),
    jitterBufferMs: emitted > 0 ? sum(streams, "bufferedMs") / emitted : null,
    freezes: sum(streams, "freezes"),
    freezeMs: sum(streams, "freezeMs"),
  };
}

/** The worst of the layers counts: a small one may do well beside a large one that does not. */
const limits = ["cpu", "bandwidth", "other", "none"] as const;

function outgoingOf(streams: Stream[], spanMs: number): Outgoing {
  const reasons = new Set(streams.flatMap(({ limitedBy }) => limitedBy ?? []));
  return {
    ...flowOf(streams, spanMs, sum(streams, "packets")),
    roundTripMs: greatest(streams, "roundTripMs"),
    limitedBy: limits.find((one) => reasons.has(one)) ?? null,
  };
}
