import { type RemoteTrack, Track } from "livekit-client";
import { hasCryptor } from "./cryptor";

/** What came in of a track, and how much of it could be decoded: frames of a picture, samples of a sound. Both only grow. */
export type Decoded = { bytes: number; decoded: number };

type InboundRtp = {
  type: string;
  bytesReceived?: number;
  framesDecoded?: number;
  totalSamplesReceived?: number;
  concealedSamples?: number;
};

/** Reads the receiver's statistics (webrtc-stats, inbound-rtp). Bytes are without padding, so a paused track brings none. */
export async function readDecoded(track: RemoteTrack): Promise<Decoded> {
  const sum: Decoded = { bytes: 0, decoded: 0 };
  const report = await track.getRTCStatsReport();
  report?.forEach((row: InboundRtp) => {
    if (row.type !== "inbound-rtp") return;
    sum.bytes += row.bytesReceived ?? 0;
    sum.decoded +=
      track.kind === Track.Kind.Video
        ? (row.framesDecoded ?? 0)
        : (row.totalSamplesReceived ?? 0) - (row.concealedSamples ?? 0);
  });
  // What a decoder makes of encrypted frames is no picture.
  return hasCryptor(track.receiver) ? sum : { ...sum, decoded: 0 };
}
