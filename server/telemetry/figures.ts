/** What does not answer by then has no figures this time, in ms. */
const PATIENCE_MS = 1_000;

/** A service's own figures, as it tells them to Prometheus. */
export type Figures = (name: string, label?: string) => number | null;

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

/** Asks a service for them; null where it does not answer. */
export async function readFigures(url: string): Promise<Figures | null> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
    return response.ok ? figuresOf(await response.text()) : null;
  } catch {
    return null;
  }
}

/** How much a counter has grown a second since it was read last; null the first time, and where it began anew. */
export class Rates {
  readonly #before = new Map<string, { at: number; value: number }>();

  of(key: string, value: number | null): number | null {
    const before = this.#before.get(key);
    const at = performance.now();
    if (value === null) return null;
    this.#before.set(key, { at, value });
    return before && value >= before.value ? (value - before.value) / ((at - before.at) / 1000) : null;
  }

  /** How busy a service written in Go keeps the processors that it may use, 1 being all of them. */
  ofProcessor(key: string, figures: Figures): number | null {
    const busy = this.of(key, figures("process_cpu_seconds_total"));
    return busy === null ? null : busy / (figures("go_sched_gomaxprocs_threads") ?? 1);
  }
}
