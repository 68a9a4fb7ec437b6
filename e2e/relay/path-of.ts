import type { Page } from "@playwright/test";

/** How one of a page's connections reaches the SFU: the chosen pair of candidates, as the browser's statistics name it, and the port of the relay, where one gave it. */
export type MediaPath = {
  type: string;
  protocol: string;
  isConnected: boolean;
  relayPort: number | null;
  /** Of the SFU, as this browser reaches it. */
  remote: string;
};

/** Of every open connection that has chosen a pair; for a relay the transport to it (webrtc-stats: relayProtocol). */
export function pathsOf(page: Page): Promise<MediaPath[]> {
  return page.evaluate(async () => {
    const { connections } = (window as unknown as { __wire: { connections: RTCPeerConnection[] } }).__wire;
    const paths: MediaPath[] = [];
    for (const connection of connections.filter((one) => one.connectionState !== "closed")) {
      const report = await connection.getStats();
      for (const row of [...report.values()] as Record<string, string>[]) {
        if (row.type !== "transport" || !row.selectedCandidatePairId) continue;
        const pair = report.get(row.selectedCandidatePairId) as
          | { localCandidateId: string; remoteCandidateId: string }
          | undefined;
        const local = pair && (report.get(pair.localCandidateId) as Record<string, string> | undefined);
        if (!local) continue;
        const protocol = local.relayProtocol ?? local.protocol ?? "";
        const isConnected = connection.connectionState === "connected";
        const port = /:(\d+)(\?|$)/.exec(local.url ?? "")?.[1];
        const relayPort = port === undefined ? null : Number(port);
        const remote = String((report.get(pair.remoteCandidateId) as { address?: string })?.address ?? "");
        paths.push({ type: local.candidateType ?? "", protocol, isConnected, relayPort, remote });
      }
    }
    return paths;
  });
}
