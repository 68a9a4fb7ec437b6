import * as z from "zod/mini";
import { connectionProtocols, connectionTypes } from "../relay/contract";

const ms = z.number().check(z.gte(0), z.lte(60_000));
const share = z.number().check(z.gte(0), z.lte(1));
const kbps = z.number().check(z.gte(0), z.lte(100_000));
const pixels = z.int().check(z.gte(0), z.lte(8_192));
const perSecond = z.number().check(z.gte(0), z.lte(240));

/**
 * How a call went for one device during the last 10 s, from the browser's own statistics (webrtc-stats). Times in ms, rates in kbit/s,
 * shares from 0 to 1; null where nothing of the kind flowed.
 */
export const qualityReport = z.object({
  callId: z.uuid(),
  admissionId: z.uuid(),
  /** Counts the reports of an admission, from 0: one that comes twice counts once. */
  sequence: z.int().check(z.gte(0), z.lte(1_000_000)),
  roundTripMs: z.nullable(ms),
  jitterMs: z.nullable(ms),
  /** Packets lost of those that were sent to this device, and from it as the SFU tells. */
  lossDown: z.nullable(share),
  lossUp: z.nullable(share),
  audioUpKbps: z.nullable(kbps),
  videoUpKbps: z.nullable(kbps),
  audioDownKbps: z.nullable(kbps),
  videoDownKbps: z.nullable(kbps),
  /** Of the largest picture that comes in. */
  width: z.nullable(pixels),
  height: z.nullable(pixels),
  framesPerSecond: z.nullable(perSecond),
  freezes: z.int().check(z.gte(0), z.lte(10_000)),
  /** Of the sound that was played: what was made up for lost packets, without that in silence. */
  concealed: z.nullable(share),
  jitterBufferMs: z.nullable(ms),
  /** The same of pictures; a page of an older build does not say. */
  videoBufferMs: z._default(z.nullable(ms), null),
  codec: z.nullable(z.string().check(z.regex(/^(vp8|vp9|h264|h265|av1)$/))),
  connectionType: z.nullable(z.enum(connectionTypes)),
  connectionProtocol: z.nullable(z.enum(connectionProtocols)),
  /** Why the picture that is sent is smaller or slower than wanted (webrtc-stats: qualityLimitationReason). */
  limitedBy: z.nullable(z.enum(["none", "cpu", "bandwidth", "other"])),
});
export type QualityReport = z.output<typeof qualityReport>;

/** What the server makes of it. */
export const qualityAnswer = z.object({
  /** Mean opinion score from 1 to 4.5 of what this device hears (ITU-T G.107). */
  mos: z.nullable(z.number()),
  /** Send no more than this; null where all is well. */
  advice: z.nullable(z.object({ videoKbps: z.number(), audioKbps: z.number() })),
  /** Those whose network is weak at present, by the admission that is their tile; this device's own may be among them. */
  weak: z.array(z.string()),
});
export type QualityAnswer = z.output<typeof qualityAnswer>;

/** How a call was for one of its people, every 10 s: what the others said stops when the asker's own part was over. */
export type QualitySeries = {
  personId: string;
  isMe: boolean;
  name: string;
  points: QualityPoint[];
};
export type QualityPoint = {
  /** Epoch ms. */
  at: number;
  mos: number | null;
  roundTripMs: number | null;
  /** The greater of what was lost on the way there and back, from 0 to 1. */
  loss: number | null;
  upKbps: number | null;
  downKbps: number | null;
};
export type CallQuality = {
  /** What I gave it, from 1 to 5. */
  rating: number | null;
  /** How my own media went at last; of others' addresses nobody is told. */
  connectionType: QualityReport["connectionType"];
  connectionProtocol: QualityReport["connectionProtocol"];
  series: QualitySeries[];
};

export const qualityOfCallInput = z.object({ callId: z.uuid() });
export const rateInput = z.object({ callId: z.uuid(), rating: z.int().check(z.gte(1), z.lte(5)) });
export type RateInput = z.output<typeof rateInput>;

/**
 * How a device came into a call, told once it is there: what was pressed, how long ago, and from there on when the server had answered, the
 * connection was there, and the first picture of somebody else was drawn (in a call without, their sound was there); null where it waits
 * for somebody. In ms. `traceparent`: of the press (W3C Trace Context), where the server takes traces in.
 */
export const arrivalReport = z.object({
  callId: z.uuid(),
  admissionId: z.uuid(),
  pressed: z.enum(["start", "answer", "join"]),
  agoMs: ms,
  repliedMs: ms,
  connectedMs: ms,
  mediaMs: z.nullable(ms),
  traceparent: z.optional(z.string().check(z.regex(/^00-[\da-f]{32}-[\da-f]{16}-01$/))),
});
export type ArrivalReport = z.output<typeof arrivalReport>;
