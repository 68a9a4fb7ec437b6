"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { queries } from "@/lib/api/queries";
import { liveState } from "@/lib/live/live-store";
import type { LiveState } from "@/server/live/contract";

/** What of the live state tells that lists on the screen are old. */
function signsOf(live: LiveState | null) {
  return {
    contacts: live ? String(live.counters.requests) : null,
    history: live
      ? `${live.counters.missed} ${live.call?.callId} ${live.call?.state} ${live.elsewhere.length}`
      : null,
  };
}

/** Reads lists anew when the live state says that they changed. Draws nothing. */
export function FollowLive() {
  const cache = useQueryClient();
  useEffect(() => {
    let known = signsOf(liveState.value);
    return liveState.subscribe(() => {
      const now = signsOf(liveState.value);
      if (known.contacts !== null && known.contacts !== now.contacts)
        cache.invalidateQueries({ queryKey: queries.contacts.queryKey });
      if (known.history !== null && known.history !== now.history)
        cache.invalidateQueries({ queryKey: ["history"] });
      known = now;
    });
  }, [cache]);
  return null;
}
