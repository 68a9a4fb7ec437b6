import type { Database } from "../db";
import { heardWaiting } from "../meetings";
import { log } from "../telemetry";
import type { Registry } from "./registry";

const FLUSH_MS = 5_000;
/** Pings go out every 15 s: a stream of which nothing was heard for longer may be nobody's. In ms. */
const SILENT_MS = 25_000;

/** Keeps the knocks of those fresh who wait at a meeting's door with a page that is there: what nobody stands behind lapses. */
export function startWaiting(db: Database, registry: Registry, flushMs = FLUSH_MS): { close(): void } {
  const timer = setInterval(() => {
    const now = performance.now();
    const there = new Set<string>();
    for (const { device, heardAt } of registry.streams())
      if (now - heardAt < SILENT_MS) there.add(device.userId);
    heardWaiting(db, there).catch((error: unknown) =>
      log.warn({ event: "waiting_not_written", reason: String(error) }),
    );
  }, flushMs);
  return { close: () => clearInterval(timer) };
}
