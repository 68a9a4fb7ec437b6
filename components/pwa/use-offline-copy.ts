"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useCallWords } from "@/components/history/use-call-words";
import { type People, queries, type Recent } from "@/lib/api/queries";
import { liveState, serverNow } from "@/lib/live/live-store";
import { keepOfflineCopy } from "@/lib/pwa/offline-copy";

const SETTLED_MS = 2_000;

/** Keeps what this page has read of contacts and calls, so that it can be read without a network. */
export function useOfflineCopy(): void {
  const cache = useQueryClient();
  const words = useCallWords();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const keep = () => {
      const people = cache.getQueryData<People>(queries.contacts.queryKey);
      const recent = cache.getQueryData<Recent>(queries.recent.queryKey);
      const userId = liveState.value?.userId;
      if (!people || !recent || !userId) return;
      const copy = {
        userId,
        savedAt: serverNow(),
        people: people.contacts.map(({ handle, name }) => ({ handle, name })),
        calls: recent.entries.map((entry) => ({
          id: entry.id,
          who: words.who(entry),
          ended: words.ended(entry),
          startedAt: entry.startedAt,
        })),
      };
      void keepOfflineCopy(copy).catch(() => {});
    };
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(keep, SETTLED_MS);
    };
    soon();
    const stop = cache.getQueryCache().subscribe(({ type }) => type === "updated" && soon());
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [cache, words]);
}
