import { api } from "@/lib/api/client";
import { problemOf } from "@/lib/api/problem-of";
import { type Delivery, keysEvent, type Page } from "@/server/e2ee/contract";
import { hearKeys } from "./keys-channel";

const RETRY_MS = 500;

type Source = {
  since(seq: number): Promise<Page>;
  hear(listener: (event: unknown) => void): () => void;
};

/**
 * Follows the key messages for an admission of this device: first all that there are, then what the stream brings, in order and each once.
 * What was lost on the way (a stream that broke, a tab that took over) shows by the next event, and is asked for. Ends by itself
 * where the device has lost its place. `firstMs`: what there was by then is known already, and is asked for so much later, unless the stream brings
 * it. Returns how to stop.
 */
export function followKeys(
  callId: string,
  admissionId: string,
  listener: (deliveries: Delivery[]) => void,
  firstMs = 0,
): () => void {
  const since = (seq: number) => api.e2ee.since.query({ callId, seq });
  return follow({ since, hear: hearKeys }, callId, admissionId, listener, firstMs);
}

/** The same from any source. */
export function follow(
  source: Source,
  callId: string,
  admissionId: string,
  listener: (deliveries: Delivery[]) => void,
  firstMs = 0,
): () => void {
  let reached = 0;
  const state = { isStopped: false, isAsking: false };
  /** Up to here there is something, as far as the stream has told. */
  let known = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const take = (deliveries: Delivery[]) => {
    const fresh = deliveries.filter(({ seq }) => seq > reached);
    const last = fresh.at(-1);
    if (!last || state.isStopped) return;
    reached = last.seq;
    listener(fresh);
  };
  const stop = () => {
    state.isStopped = true;
    clearTimeout(timer);
    unhear();
  };
  async function ask(): Promise<void> {
    if (state.isAsking || state.isStopped) return;
    state.isAsking = true;
    try {
      await catchUp();
    } catch (error) {
      const { code } = problemOf(error);
      if (code === "not_found" || code === "not_signed_in") stop();
      else timer = setTimeout(() => void ask(), RETRY_MS + Math.random() * RETRY_MS);
    }
    state.isAsking = false;
  }
  async function catchUp(): Promise<void> {
    let hasMore = true;
    while (hasMore && !state.isStopped) {
      const before = known;
      const page = await source.since(reached);
      // The device has a new place in the call: whoever took that follows it.
      if (page.admissionId !== admissionId) return stop();
      take(page.deliveries);
      // What was told of meanwhile may have come too late for this page.
      hasMore = page.hasMore || (known > before && known > reached);
    }
  }
  const unhear = source.hear((event) => {
    const parsed = keysEvent.safeParse(event);
    if (!parsed.success || parsed.data.callId !== callId || parsed.data.admissionId !== admissionId) return;
    const { after, deliveries } = parsed.data;
    known = Math.max(known, after, deliveries.at(-1)?.seq ?? 0);
    if (after <= reached) take(deliveries);
    else void ask();
  });
  if (firstMs > 0) timer = setTimeout(() => void ask(), firstMs);
  else void ask();
  return stop;
}
