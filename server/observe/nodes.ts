import { config } from "../config";
import { countAtSfu } from "../media";
import { metrics } from "../telemetry";

/** What does not answer by then has no figures this time, in ms. */
const PATIENCE_MS = 1_000;

/** A node's own figures, as it tells them to Prometheus. */
type Figures = (name: string, label?: string) => number | null;

/** Reads the text format: the sum of a name's lines, or of those that carry a label such as `direction="incoming"`. */
export function figuresOf(text: string): Figures {
  const lines = text.split("\n").flatMap((line) => {
    const [, name = "", labels = "", value = ""] = /^(\w+)(\{.*\})? (\S+)/.exec(line) ?? [];
    return name ? [{ name, labels, value: Number(value) }] : [];
  });
  return (name, label = "") => {
    const found = lines.filter((line) => line.name === name && line.labels.includes(label));
    return found.length > 0 ? found.reduce((sum, { value }) => sum + value, 0) : null;
  };
}

async function ask(url: string): Promise<Figures | null> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
    return response.ok ? figuresOf(await response.text()) : null;
  } catch {
    return null;
  }
}

/** How much a counter has grown a second since it was read last; null the first time, and where it began anew. */
class Rates {
  readonly #before = new Map<string, { at: number; value: number }>();

  of(key: string, value: number | null): number | null {
    const before = this.#before.get(key);
    const at = performance.now();
    if (value === null) return null;
    this.#before.set(key, { at, value });
    return before && value >= before.value ? (value - before.value) / ((at - before.at) / 1000) : null;
  }
}

/** Figures of the SFU's nodes and of the relays, which each of them tells itself (PEAL_SFU_METRICS_URLS, PEAL_TURN_METRICS_URLS). */
export function nodeFigures(): () => Promise<void> {
  const rates = new Rates();
  const { sfuPeople, sfuBandwidth, sfuProcessor, relayBandwidth } = metrics();

  async function readSfu(url: string): Promise<void> {
    const figures = await ask(url);
    if (!figures) return;
    const node = new URL(url).host;
    sfuPeople.set({ node }, figures("livekit_participant_total") ?? 0);
    for (const direction of ["incoming", "outgoing"]) {
      const bytes = figures("livekit_packet_bytes", `direction="${direction}"`) ?? 0;
      const bytesASecond = rates.of(`${node} ${direction}`, bytes);
      if (bytesASecond !== null) sfuBandwidth.set({ node, direction }, (bytesASecond * 8) / 1e6);
    }
    const busy = rates.of(`${node} processor`, figures("process_cpu_seconds_total"));
    if (busy !== null) sfuProcessor.set({ node }, busy / (figures("go_sched_gomaxprocs_threads") ?? 1));
  }

  async function readRelay(url: string): Promise<void> {
    const figures = await ask(url);
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
    const isCounted = PEAL_SFU_METRICS_URLS.length > 0;
    await Promise.all([
      ...PEAL_SFU_METRICS_URLS.map(readSfu),
      ...PEAL_TURN_METRICS_URLS.map(readRelay),
      isCounted || countAtSfu().then((people) => sfuPeople.set({ node: "all" }, people)),
    ]);
  };
}
