import { config } from "../config";
import { countAtSfu, listNodes } from "../media";
import { metrics, Rates, readFigures } from "../telemetry";

/**
 * Figures of the SFU's nodes and of the relays, which each of them tells itself (PEAL_SFU_METRICS_URLS and those of PEAL_SFU_NODES,
 * PEAL_TURN_METRICS_URLS).
 */
export function nodeFigures(): () => Promise<void> {
  const rates = new Rates();
  const { sfuPeople, sfuBandwidth, sfuProcessor, relayBandwidth } = metrics();

  async function readSfu(url: string): Promise<void> {
    const figures = await readFigures(url);
    if (!figures) return;
    const node = new URL(url).host;
    sfuPeople.set({ node }, figures("livekit_participant_total") ?? 0);
    for (const direction of ["incoming", "outgoing"]) {
      const bytes = figures("livekit_packet_bytes", `direction="${direction}"`) ?? 0;
      const bytesASecond = rates.of(`${node} ${direction}`, bytes);
      if (bytesASecond !== null) sfuBandwidth.set({ node, direction }, (bytesASecond * 8) / 1e6);
    }
    const busy = rates.ofProcessor(`${node} processor`, figures);
    if (busy !== null) sfuProcessor.set({ node }, busy);
  }

  async function readRelay(url: string): Promise<void> {
    const figures = await readFigures(url);
    if (!figures) return;
    const node = new URL(url).host;
    const bytes = ["turn_total_traffic_rcvb", "turn_total_traffic_sentb"].map((name) => figures(name) ?? 0);
    const bytesASecond = rates.of(
      node,
      bytes.reduce((sum, one) => sum + one, 0),
    );
    if (bytesASecond !== null) relayBandwidth.set({ node }, (bytesASecond * 8) / 1e9);
  }

  return async () => {
    const { PEAL_SFU_METRICS_URLS, PEAL_TURN_METRICS_URLS } = config();
    // What a node told before it was lost is not of the present.
    for (const gauge of [sfuPeople, sfuBandwidth, sfuProcessor, relayBandwidth]) gauge.reset();
    const sfuUrls = new Set([
      ...PEAL_SFU_METRICS_URLS,
      ...listNodes().flatMap(({ metricsUrl }) => metricsUrl ?? []),
    ]);
    const isCounted = sfuUrls.size > 0;
    await Promise.all([
      ...[...sfuUrls].map(readSfu),
      ...PEAL_TURN_METRICS_URLS.map(readRelay),
      isCounted || countAtSfu().then((people) => sfuPeople.set({ node: "all" }, people)),
    ]);
  };
}
