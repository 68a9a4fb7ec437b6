import { api } from "@/lib/api/client";
import { problemOf } from "@/lib/api/problem-of";
import { type LiveState, liveState, type Presence, presence } from "@/server/live/contract";

const RETRY_MS = 1_000;
const RETRY_JITTER_MS = 2_000;

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
  onKeys: (event: unknown) => void,
  onSignedOut: () => void,
): Feed {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isClosed = false;

  const receive = (data: unknown) => {
    const parsed = liveState.safeParse(data);
    if (parsed.success) onState(parsed.data);
  };
  const open = () => {
    source = new EventSource("/api/live?beats");
    source.addEventListener("ping", (event: MessageEvent<string>) => sendBack(event.data));
    source.addEventListener("state", (event: MessageEvent<string>) => receive(JSON.parse(event.data)));
    source.addEventListener("presence", (event: MessageEvent<string>) => {
      const parsed = presence.safeParse(JSON.parse(event.data));
      if (parsed.success) onPresence(parsed.data);
    });
    source.addEventListener("keys", (event: MessageEvent<string>) => onKeys(JSON.parse(event.data)));
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
      receive(await api.live.state.query());
    } catch (error) {
      if (problemOf(error).code === "not_signed_in") return onSignedOut();
    }
    if (!isClosed) timer = setTimeout(open, RETRY_MS + Math.random() * RETRY_JITTER_MS);
  };

  open();
  return {
    close: () => {
      isClosed = true;
      clearTimeout(timer);
      source?.close();
    },
  };
}
