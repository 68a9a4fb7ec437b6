import { Counter, Gauge, Histogram, Registry } from "prom-client";

/** What the label `call_type` says: a call by its media, or a session of a meeting. */
const callTypes = ["audio", "video", "meeting"] as const;
export type CallType = (typeof callTypes)[number];
/** The label of a call. */
export const callType = (call: { media: "audio" | "video"; meetingId: string | null }): CallType =>
  call.meetingId ? "meeting" : call.media;

/** Seconds from somebody's mouth or face to somebody else's ear or eye. */
const DELAYS_S = [0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.5, 1, 2];

function makeMetrics() {
  const registry = new Registry();
  const counter = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Counter({ name, help, labelNames, registers: [registry] });
  const gauge = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Gauge({ name, help, labelNames, registers: [registry] });
  const histogram = (name: string, help: string, buckets: number[]) =>
    new Histogram({ name, help, labelNames: ["call_type"], buckets, registers: [registry] });
  return {
    registry,
    // Of this process: added up over all of them.
    initiated: counter("calls_initiated_total", "Calls begun, and sessions of meetings.", "call_type"),
    answered: counter("calls_answered_total", "Calls that somebody answered.", "call_type"),
    durations: histogram(
      "call_duration_seconds",
      "From the first answer to the end, of calls that were answered.",
      [30, 60, 120, 300, 600, 1800, 3600],
    ),
    setUps: histogram(
      "call_setup_latency_seconds",
      "From the press that goes into a call to the first picture of somebody else, or their sound in a call without.",
      [0.5, 1, 2, 5, 10, 30],
    ),
    connections: counter(
      "connection_results_total",
      "Devices that came to be connected to a call for the first time, or failed to.",
      "call_type",
      "result",
    ),
    recordings: counter("recording_results_total", "Recordings that were kept whole, or lost.", "result"),
    ways: counter(
      "ice_connection_type_total",
      "Ways that media took (RFC 8445): each device's, and each change.",
      "call_type",
      "connection_type",
    ),
    scores: histogram(
      "call_quality_score",
      "Mean opinion score of each report of a device, from 1 to 4.5 (ITU-T G.107).",
      [1.5, 2, 2.5, 3, 3.5, 4, 4.25, 4.5],
    ),
    losses: histogram(
      "packet_loss_percent",
      "Packets lost in each report of a device, the greater of there and back.",
      [0.5, 1, 2, 5, 10, 20, 50],
    ),
    audioDelays: histogram("audio_delay_seconds", "From mouth to ear, by each report of a device.", DELAYS_S),
    videoDelays: histogram("video_delay_seconds", "From face to eye, by each report of a device.", DELAYS_S),
    connected: gauge("active_connections", "Open live streams of this process."),
    // Of the whole installation: the same in every process, so the greatest of them counts.
    calls: gauge("active_calls", "Calls that ring or run."),
    meetings: gauge("active_meetings", "Sessions of meetings that run."),
    relayed: gauge(
      "turn_share",
      "Of the devices on calls now, those whose media goes through a relay, from 0 to 1.",
    ),
    sfuPeople: gauge("sfu_active_participants", "Devices connected to a node of the SFU.", "node"),
    sfuBandwidth: gauge(
      "sfu_bandwidth_mbps",
      "Media through a node of the SFU, in Mbit/s, since it was asked before.",
      "node",
      "direction",
    ),
    sfuProcessor: gauge(
      "sfu_cpu",
      "Share of its processors that a node of the SFU uses, from 0 to 1.",
      "node",
    ),
    relayBandwidth: gauge(
      "turn_bandwidth_gbps",
      "Media through a relay, there and back, in Gbit/s, since it was asked before.",
      "node",
    ),
  };
}

type Metrics = ReturnType<typeof makeMetrics>;

/** A counter that is there from the beginning has a rate from its first count on. */
function fromNothing(made: Metrics): Metrics {
  for (const call_type of callTypes) {
    made.initiated.inc({ call_type }, 0);
    made.answered.inc({ call_type }, 0);
    for (const result of ["connected", "failed"]) made.connections.inc({ call_type, result }, 0);
  }
  for (const result of ["kept", "lost"]) made.recordings.inc({ result }, 0);
  return made;
}

const held = globalThis as { pealMetrics?: Metrics };

/** This process's figures: one set, also where Next's bundle and the server's live side by side. No id is ever a label. */
export function metrics(): Metrics {
  held.pealMetrics ??= fromNothing(makeMetrics());
  return held.pealMetrics;
}
