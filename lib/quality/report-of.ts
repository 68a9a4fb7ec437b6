import { Track } from "livekit-client";
import type { Incoming, Outgoing, Sample } from "@/lib/media/samples";
import type { QualityReport } from "@/server/quality/contract";

type Flow = Incoming | Outgoing;
export type Figures = Omit<QualityReport, "callId" | "admissionId" | "sequence">;

const sounds: ReadonlySet<Track.Source> = new Set([Track.Source.Microphone, Track.Source.ScreenShareAudio]);
const isSound = ({ source }: Flow): boolean => sounds.has(source);

/** What a device reports of a span: what came in and was sent, all people together. */
export function reportOf({ incoming, outgoing, up, down }: Sample): Figures {
  const [heard, seen] = [incoming.filter(isSound), incoming.filter((flow) => !isSound(flow))];
  const [said, shown] = [outgoing.filter(isSound), outgoing.filter((flow) => !isSound(flow))];
  const audible = heard.filter(({ kbps }) => kbps > 0);
  const largest = seen
    .filter(({ height }) => height !== null)
    .toSorted((a, b) => (b.height ?? 0) - (a.height ?? 0))[0];
  const way = down ?? up;
  return {
    roundTripMs: at(way?.roundTripMs ?? up?.roundTripMs ?? null, 60_000),
    jitterMs: at(greatest(heard.map(({ jitterMs }) => jitterMs)), 60_000),
    lossDown: lossOf(incoming),
    lossUp: lossOf(outgoing),
    audioUpKbps: kbpsOf(said),
    videoUpKbps: kbpsOf(shown),
    audioDownKbps: kbpsOf(heard),
    videoDownKbps: kbpsOf(seen),
    width: largest?.width ?? null,
    height: largest?.height ?? null,
    framesPerSecond: at(largest?.framesPerSecond ?? null, 240),
    freezes: incoming.reduce((sum, { freezes }) => sum + freezes, 0),
    concealed: at(mean(audible.flatMap(({ concealed }) => concealed ?? [])), 1),
    jitterBufferMs: at(mean(audible.flatMap(({ jitterBufferMs }) => jitterBufferMs ?? [])), 60_000),
    videoBufferMs: at(mean(seen.flatMap(({ jitterBufferMs }) => jitterBufferMs ?? [])), 60_000),
    codec: codecOf(largest ?? shown[0]),
    connectionType: way?.type ?? null,
    connectionProtocol: way?.protocol ?? null,
    limitedBy: limitOf(shown),
  };
}

/** To three places, and within what can be. */
const at = (value: number | null, most: number): number | null =>
  value === null ? null : Math.min(Math.max(Math.round(value * 1000) / 1000, 0), most);

function greatest(all: (number | null)[]): number | null {
  const known = all.flatMap((one) => one ?? []);
  return known.length ? Math.max(...known) : null;
}

const mean = (all: number[]): number | null =>
  all.length ? all.reduce((sum, one) => sum + one, 0) / all.length : null;

function lossOf(flows: Flow[]): number | null {
  const packets = flows.reduce((sum, flow) => sum + flow.packets, 0);
  if (packets === 0) return null;
  const lost = flows.reduce((sum, flow) => sum + (flow.loss ?? 0) * flow.packets, 0);
  return at(lost / packets, 1);
}

function kbpsOf(flows: Flow[]): number | null {
  if (flows.length === 0) return null;
  return at(
    flows.reduce((sum, { kbps }) => sum + kbps, 0),
    100_000,
  );
}

/** The codecs of pictures; of the rest the server is not told. */
const codecs = ["vp8", "vp9", "h264", "h265", "av1"];
const codecOf = (flow: Flow | undefined): string | null => codecs.find((one) => one === flow?.codec) ?? null;

/** The worst: a screen may have all it needs beside a camera that does not. */
function limitOf(shown: Outgoing[]): QualityReport["limitedBy"] {
  const reasons = new Set(shown.map(({ limitedBy }) => limitedBy));
  return (["cpu", "bandwidth", "other", "none"] as const).find((one) => reasons.has(one)) ?? null;
}
