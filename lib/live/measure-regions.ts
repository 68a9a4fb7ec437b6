import { api } from "@/lib/api/client";
import {
  FARTHEST_MS,
  type RegionPlaces,
  regionPlaces,
  type RoundTripsInput,
} from "@/server/regions/contract";

/** A figure of the same network is good for this long, in ms. */
const GOOD_MS = 10 * 60_000;
/** A page that has just been opened, or a call, comes first; then it is tried again, in ms. */
const LATER_MS = 2_000;
const BUSY_MS = 30_000;
/** Questions to one region: the first one makes the connection and does not count. */
const QUESTIONS = 4;

let timer: ReturnType<typeof setTimeout> | undefined;
let measuredAt = Number.NEGATIVE_INFINITY;
// Another network is another distance.
if (typeof window !== "undefined")
  window.addEventListener("online", () => (measuredAt = Number.NEGATIVE_INFINITY));

/**
 * Measures how far this device is from each region that the server named, once nothing else is to be done, and tells the server: it chooses by that
 * where a call's room is. Not again within ten minutes on the same network. Never rejects; what goes wrong is tried again with the next
 * connection to the server.
 */
export function measureRegions(given: unknown, isBusy: () => boolean): void {
  const places = regionPlaces.safeParse(given);
  if (!places.success || performance.now() - measuredAt < GOOD_MS) return;
  clearTimeout(timer);
  const attempt = () => {
    if (isBusy()) timer = setTimeout(attempt, BUSY_MS);
    else void tell(places.data).catch(() => (measuredAt = Number.NEGATIVE_INFINITY));
  };
  timer = setTimeout(attempt, LATER_MS);
}

async function tell(places: RegionPlaces): Promise<void> {
  measuredAt = performance.now();
  const roundTrips: RoundTripsInput["roundTrips"] = [];
  // One after the other: side by side they would be in each other's way.
  for (const { region, urls } of places) {
    const ms = await distance(urls);
    if (ms !== null) roundTrips.push({ region, ms });
  }
  await api.regions.tell.mutate({ roundTrips });
}

/** From a question to its answer, in ms, by the first of these addresses that answers; null where none does. */
async function distance(urls: string[]): Promise<number | null> {
  for (const url of urls) {
    const took: number[] = [];
    while (took.length < QUESTIONS) {
      const ms = await ask(url);
      if (ms === null) break;
      took.push(ms);
    }
    // The least of them: a page that is at work only ever makes it longer.
    if (took.length === QUESTIONS) return Math.round(Math.min(...took.slice(1)));
  }
  return null;
}

async function ask(url: string): Promise<number | null> {
  const began = performance.now();
  const signal = AbortSignal.timeout(FARTHEST_MS);
  try {
    await fetch(url, { mode: "no-cors", cache: "no-store", credentials: "omit", signal });
    return Math.min(performance.now() - began, FARTHEST_MS);
  } catch {
    return null;
  }
}
