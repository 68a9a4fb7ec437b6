import type { Page } from "@playwright/test";

/** What a page's open connections have brought and sent so far (webrtc-stats). Counters only grow. */
export type Flow = {
  /** Samples of sound that were played, those made up of them, and those made up in silence. */
  samples: number;
  concealed: number;
  silentConcealed: number;
  soundPackets: number;
  soundLost: number;
  /** Sound sent: packets and bytes of payload. */
  soundSent: number;
  soundSentBytes: number;
  frames: number;
  pictureBytes: number;
  freezes: number;
  freezeSeconds: number;
  /** Of the largest picture that comes in now; 0 is none. */
  height: number;
  framesSent: number;
  /** Of the largest layer that is sent now; 0 is none. */
  heightSent: number;
  /** What the browser believes that it may send. In kbit/s. */
  availableKbps: number;
  roundTripMs: number;
  jitterBufferMs: number;
};

/** Reads them. The page is one that `watchWire` watches. */
export function flowOf(page: Page): Promise<Flow> {
  return page.evaluate(async () => {
    const { connections } = (window as unknown as { __wire: { connections: RTCPeerConnection[] } }).__wire;
    const sum = {
      samples: 0,
      concealed: 0,
      silentConcealed: 0,
      soundPackets: 0,
      soundLost: 0,
      soundSent: 0,
      soundSentBytes: 0,
      frames: 0,
      pictureBytes: 0,
      freezes: 0,
      freezeSeconds: 0,
      height: 0,
      framesSent: 0,
      heightSent: 0,
      availableKbps: 0,
      roundTripMs: 0,
      jitterBufferMs: 0,
    };
    for (const connection of connections.filter((one) => one.connectionState !== "closed")) {
      const rows = [...(await connection.getStats()).values()] as Record<string, unknown>[];
      for (const row of rows) {
        const of = (name: string) => Number(row[name] ?? 0);
        if (row.type === "inbound-rtp" && row.kind === "audio") {
          sum.samples += of("totalSamplesReceived");
          sum.concealed += of("concealedSamples");
          sum.silentConcealed += of("silentConcealedSamples");
          sum.soundPackets += of("packetsReceived");
          sum.soundLost += of("packetsLost");
          if (of("jitterBufferEmittedCount") > 0)
            sum.jitterBufferMs = (of("jitterBufferDelay") * 1000) / of("jitterBufferEmittedCount");
        }
        if (row.type === "inbound-rtp" && row.kind === "video") {
          sum.frames += of("framesDecoded");
          sum.pictureBytes += of("bytesReceived");
          sum.freezes += of("freezeCount");
          sum.freezeSeconds += of("totalFreezesDuration");
          sum.height = Math.max(sum.height, of("frameHeight"));
        }
        if (row.type === "outbound-rtp" && row.kind === "audio") {
          sum.soundSent += of("packetsSent");
          sum.soundSentBytes += of("bytesSent");
        }
        if (row.type === "outbound-rtp" && row.kind === "video") {
          sum.framesSent += of("framesEncoded");
          if (row.active !== false && of("framesPerSecond") > 0)
            sum.heightSent = Math.max(sum.heightSent, of("frameHeight"));
        }
        if (row.type === "candidate-pair" && row.nominated && row.state === "succeeded") {
          sum.availableKbps = Math.max(sum.availableKbps, of("availableOutgoingBitrate") / 1000);
          sum.roundTripMs = Math.max(sum.roundTripMs, of("currentRoundTripTime") * 1000);
        }
      }
    }
    return sum;
  });
}

/** Share of the sound between two readings that was made up for lost packets, without that in silence (F14). */
export function concealedShare(before: Flow, after: Flow): number {
  const made = after.concealed - after.silentConcealed - (before.concealed - before.silentConcealed);
  return made / Math.max(1, after.samples - before.samples);
}
