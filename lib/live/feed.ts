import { api } from "@/lib/api/client";
import { problemOf } from "@/lib/api/problem-of";
import { embeddedCode } from "@/lib/embed/place";
import {
  type GuestState,
  guestState,
  type LiveState,
  liveState,
  type Presence,
  presence,
} from "@/server/live/contract";

const RETRY_MS = 1_000;
const RETRY_JITTER_MS = 2_000;
/** The server says something every 15 s. A network that was away leaves connections behind that look alive and bring nothing for minutes. */
const SILENT_MS = 20_000;
/** A connection that was asked for while there was no network is asked for again by the system ever more seldom. */
const OPENING_MS = 8_000;
const LOOK_MS = 1_000;

export type Feed = { close(): void };

/** Tells the server that its ping was read: a connection that was lost without a word is known by its silence. */
function sendBack(beat: string): void {
  const headers = { "x-peal-beat": beat };
  // One that does not arrive is what the server listens for.
  fetch("/api/live/beat", { method: "POST", credentials: "omit", keepalive: true, headers }).catch(() => {});
}

/**
 * The only subscriber to the server's stream. The browser reconnects by itself while it can; where it gives up (the server
 * refused, or is away), this one asks why and tries again with jitter.
 */
export function openFeed(
  onState: (state: LiveState) => void,
  onPresence: (part: Presence) => void,
  onGuest: (door: GuestState) => void,
  onKeys: (event: unknown) => void,
  onRegions: (places: unknown) => void,
  onSignedOut: () => void,
): Feed {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isClosed = false;
  let heardAt = performance.now();

  const receive = (data: unknown) => {
    const parsed = liveState.safeParse(data);
    if (parsed.success) onState(parsed.data);
  };
  const open = () => {
    const embedded = embeddedCode();
    source = new EventSource(`/api/live?beats${embedded ? `&embed=${embedded}` : ""}`);
    heardAt = performance.now();
    for (const name of ["open", "ping", "state", "presence", "guest", "keys"])
      source.addEventListener(name, () => (heardAt = performance.now()));
    source.addEventListener("ping", (event: MessageEvent<string>) => sendBack(event.data));
    source.addEventListener("state", (event: MessageEvent<string>) => receive(JSON.parse(event.data)));
    source.addEventListener("presence", (event: MessageEvent<string>) => {
      const parsed = presence.safeParse(JSON.parse(event.data));
      if (parsed.success) onPresence(parsed.data);
    });
    source.addEventListener("guest", (event: MessageEvent<string>) => {
      const parsed = guestState.safeParse(JSON.parse(event.data));
      if (parsed.success) onGuest(parsed.data);
    });
    source.addEventListener("keys", (event: MessageEvent<string>) => onKeys(JSON.parse(event.data)));
    source.addEventListener("regions", (event: MessageEvent<string>) => onRegions(JSON.parse(event.data)));
    source.addEventListener("signed-out", () => {
      source?.close();
      onSignedOut();
    });
    source.addEventListener("error", () => {
      if (source?.readyState === EventSource.CLOSED) void retry();
    });
  };
  const retry = async () => {
    try {
      receive(await api.live.state.query(undefined, { signal: AbortSignal.timeout(OPENING_MS) }));
    } catch (error) {
      if (problemOf(error).code === "not_signed_in") return onSignedOut();
    }
    if (!isClosed) timer = setTimeout(open, RETRY_MS + Math.random() * RETRY_JITTER_MS);
  };

  const openAnew = () => {
    if (source?.readyState === EventSource.CLOSED) return;
    source?.close();
    open();
  };
  const look = () => {
    const patienceMs = source?.readyState === EventSource.CONNECTING ? OPENING_MS : SILENT_MS;
    if (performance.now() - heardAt > patienceMs) openAnew();
  };

  open();
  const looking = setInterval(look, LOOK_MS);
  window.addEventListener("online", openAnew);
  return {
    close: () => {
      isClosed = true;
      clearTimeout(timer);
      clearInterval(looking);
      window.removeEventListener("online", openAnew);
      source?.close();
    },
  };
}
