import type { QualityAnswer, QualityReport } from "./contract";
import { ratingOf, scoreOf } from "./mos";

/** Recording, packets of 20 ms and playing out, beside the network and the jitter buffer. In ms. */
const DEVICES_MS = 40;
/** Below these, or above, somebody's network is weak. Delay is the round trip to the SFU: what lies between two who are both that far from it. */
const MOST_DELAY_MS = 150;
const MOST_LOSS = 0.05;
const LEAST_VIDEO_KBPS = 300;
const LEAST_MOS = 3;
const LEAST_ADVISED_KBPS = 500;
const ADVISED_SHARE = 0.7;
const ADVISED_AUDIO_KBPS = 24;

type Heard = Pick<QualityReport, "concealed" | "roundTripMs" | "jitterBufferMs">;

/**
 * The mean opinion score of what a device hears (E-model, ITU-T G.107); null where it hears nothing. `othersRoundTripMs` is the mean of
 * the others' round trips to the SFU: half of it lies between them and this device.
 */
export function mosOf(heard: Heard, othersRoundTripMs: number | null): number | null {
  const { concealed, jitterBufferMs } = heard;
  if (concealed === null) return null;
  const delayMs = delayOf(heard, othersRoundTripMs, jitterBufferMs ?? 0);
  return scoreOf(ratingOf({ delayMs, loss: concealed }));
}

/** From mouth to ear, or from face to eye, in ms: half of each round trip to the SFU, what waits to be played, and the devices. */
export function delayOf(
  { roundTripMs }: Pick<QualityReport, "roundTripMs">,
  othersRoundTripMs: number | null,
  bufferMs: number,
): number {
  const own = roundTripMs ?? 0;
  return (own + (othersRoundTripMs ?? own)) / 2 + bufferMs + DEVICES_MS;
}

/** The greater of what is lost on the way to a device and from it. */
export const lossOf = ({ lossDown, lossUp }: Pick<QualityReport, "lossDown" | "lossUp">): number =>
  Math.max(lossDown ?? 0, lossUp ?? 0);

/** What a device should send at most; null where all is well. What it loses of what others send is not mended by sending less. */
export function adviceFor(report: QualityReport, mos: number | null): QualityAnswer["advice"] {
  const isWell = (mos === null || mos >= LEAST_MOS) && (report.lossUp ?? 0) <= MOST_LOSS;
  if (isWell) return null;
  const videoKbps = Math.round(Math.max(LEAST_ADVISED_KBPS, ADVISED_SHARE * (report.videoUpKbps ?? 0)));
  return { videoKbps, audioKbps: ADVISED_AUDIO_KBPS };
}

/** What is known of somebody's network: their last report. */
export type Network = Pick<
  QualityReport,
  "sequence" | "roundTripMs" | "lossDown" | "lossUp" | "videoUpKbps"
> & { limitedBy: string | null };

/**
 * Whether a network was weak for the 10 s of a report: a long delay, much loss, or a picture for which there is no room (a small one
 * that nobody wants larger is none). The first report is of the moments in which a connection finds its rate.
 */
export function isWeak(report: Network): boolean {
  if (report.sequence === 0) return false;
  const isCramped =
    report.limitedBy === "bandwidth" && report.videoUpKbps !== null && report.videoUpKbps < LEAST_VIDEO_KBPS;
  return isCramped || (report.roundTripMs ?? 0) > MOST_DELAY_MS || lossOf(report) > MOST_LOSS;
}
