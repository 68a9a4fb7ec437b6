import type { BrowserContext, Frame, Locator, Page } from "@playwright/test";

/** What the page's peer connections receive, read from the browser's own statistics. */
export type Received = {
  /** Decoded frames by id of the receiving track. */
  frames: Record<string, number>;
  audioEnergy: number;
  /** Types of the local candidates that carry media: host, srflx, prflx, relay. */
  candidateTypes: string[];
  /** Every STUN and TURN address that a peer connection was given. */
  iceUrls: string[];
};

type Wire = {
  connections: RTCPeerConnection[];
  iceUrls: Set<string>;
  /** The statistics of each sound that comes in. */
  sounds: () => Promise<Record<string, unknown>[]>;
};

/**
 * Watches every peer connection that the pages of a context make. With `relayOnly` they may use nothing but a
 * relay, as behind a firewall that lets nothing else through.
 */
export async function watchWire(context: BrowserContext, { relayOnly = false } = {}): Promise<void> {
  await context.addInitScript((onlyRelay: boolean) => {
    const sounds = async () => {
      const open = wire.connections.filter((one) => one.connectionState === "connected");
      const reports = await Promise.all(open.map((one) => one.getStats()));
      const rows = reports.flatMap((report) => [...report.values()] as Record<string, unknown>[]);
      return rows.filter((row) => row.type === "inbound-rtp" && row.kind === "audio");
    };
    const wire: Wire = { connections: [], iceUrls: new Set(), sounds };
    const noted = (configuration: RTCConfiguration | undefined): RTCConfiguration => {
      for (const server of configuration?.iceServers ?? []) {
        for (const url of [server.urls].flat()) wire.iceUrls.add(url);
      }
      return onlyRelay ? { ...configuration, iceTransportPolicy: "relay" } : { ...configuration };
    };
    class WatchedConnection extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(noted(configuration));
        wire.connections.push(this);
      }
      override setConfiguration(configuration?: RTCConfiguration) {
        super.setConfiguration(noted(configuration));
      }
    }
    Object.assign(window, { RTCPeerConnection: WatchedConnection, __wire: wire });
  }, relayOnly);
}

/** What came in so far, over all open connections of a page. */
export function received(page: Page | Frame): Promise<Received> {
  return page.evaluate(async () => {
    const { connections, iceUrls } = (window as unknown as { __wire: Wire }).__wire;
    const sum: Received = { frames: {}, audioEnergy: 0, candidateTypes: [], iceUrls: [...iceUrls] };
    for (const connection of connections.filter((one) => one.connectionState !== "closed")) {
      const report = await connection.getStats();
      const rows = [...report.values()] as Record<string, unknown>[];
      for (const row of rows) {
        if (row.type === "inbound-rtp" && row.kind === "video") {
          sum.frames[String(row.trackIdentifier)] = Number(row.framesDecoded ?? 0);
        }
        if (row.type === "inbound-rtp" && row.kind === "audio") {
          sum.audioEnergy += Number(row.totalAudioEnergy ?? 0);
        }
        if (row.type === "transport" && typeof row.selectedCandidatePairId === "string") {
          const pair = report.get(row.selectedCandidatePairId) as { localCandidateId?: string } | undefined;
          const local = pair?.localCandidateId ? report.get(pair.localCandidateId) : undefined;
          if (local) sum.candidateTypes.push((local as { candidateType: string }).candidateType);
        }
      }
    }
    return sum;
  });
}

/** Of the product's own count: what came in of each identity at the SFU. */
type CallStats = { people: Record<string, { framesDecoded: number; audioEnergy: number }> };

/** What the product itself counts of the call that a page is in. */
export const callStats = (page: Page): Promise<CallStats> =>
  page.evaluate(() => (window as unknown as { __call: { stats(): Promise<CallStats> } }).__call.stats());

/** Frames that a page has decoded so far, of everybody. */
export const framesDecoded = async (page: Page): Promise<number> =>
  Object.values((await received(page)).frames).reduce((sum, frames) => sum + frames, 0);

/** Bytes of media that a page's open connections have sent and received, and the tracks that they could receive. */
export type MediaBytes = { sent: number; received: number; tracks: number; isConnected: boolean };

/** Sound and pictures alone, as RTP counts them: not the connection's own checks. */
export function mediaBytes(page: Page): Promise<MediaBytes> {
  return page.evaluate(async () => {
    const { connections } = (window as unknown as { __wire: Wire }).__wire;
    const sum = { sent: 0, received: 0, tracks: 0, isConnected: false };
    for (const connection of connections.filter((one) => one.connectionState !== "closed")) {
      sum.isConnected ||= connection.connectionState === "connected";
      const receiving = ["sendrecv", "recvonly"];
      sum.tracks += connection
        .getTransceivers()
        .filter((one) => receiving.includes(one.currentDirection ?? "")).length;
      const rows = [...(await connection.getStats()).values()] as Record<string, unknown>[];
      for (const row of rows) {
        if (row.type === "outbound-rtp") sum.sent += Number(row.bytesSent ?? 0);
        if (row.type === "inbound-rtp") sum.received += Number(row.bytesReceived ?? 0);
      }
    }
    return sum;
  });
}

/** Frames decoded of what a `<video>` shows; 0 while it has no track. */
export async function framesOf(video: Locator): Promise<number> {
  const trackId = await video.evaluate(
    (element) =>
      ((element as HTMLVideoElement).srcObject as MediaStream | null)?.getVideoTracks()[0]?.id ?? "",
  );
  // Which may be inside another page.
  const frame = await (await video.elementHandle())?.ownerFrame();
  return frame ? ((await received(frame)).frames[trackId] ?? 0) : 0;
}

/** How much the brightness of a `<video>`'s picture varies (standard deviation, 0 to 128): 0 is one colour. */
export function contrastOf(video: Locator): Promise<number> {
  return video.evaluate((element) => {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 48;
    const context = canvas.getContext("2d");
    if (!context) return 0;
    context.drawImage(element as HTMLVideoElement, 0, 0, 48, 48);
    const { data } = context.getImageData(0, 0, 48, 48);
    const greys = Array.from({ length: 48 * 48 }, (_, at) => {
      return ((data[at * 4] ?? 0) + (data[at * 4 + 1] ?? 0) + (data[at * 4 + 2] ?? 0)) / 3;
    });
    const mean = greys.reduce((sum, grey) => sum + grey, 0) / greys.length;
    return Math.sqrt(greys.reduce((sum, grey) => sum + (grey - mean) ** 2, 0) / greys.length);
  });
}
