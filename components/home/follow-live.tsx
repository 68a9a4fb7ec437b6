"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { queries } from "@/lib/api/queries";
import { whenSettled } from "@/lib/hurry";
import { liveState } from "@/lib/live/live-store";
import { presenceNow } from "@/lib/live/presence-store";
import type { LiveState } from "@/server/live/contract";

/** Whether two states in a row say that there is more in the history than before. */
function hasNewCall(before: LiveState, after: LiveState): boolean {
  return (
    // Fewer missed calls only means that they were looked at; the list keeps its marks until it is left.
    after.counters.missed > before.counters.missed ||
    after.call?.callId !== before.call?.callId ||
    after.call?.state !== before.call?.state ||
    after.elsewhere.length !== before.elsewhere.length
  );
}

/** What shows how people stand to each other. */
const contactLists = [queries.contacts.queryKey, queries.groups.queryKey, ["contact"]];

/** Reads lists anew when the live state says that they changed. Draws nothing. */
export function FollowLive() {
  const cache = useQueryClient();
  useEffect(() => {
    const readHistory = () => void cache.invalidateQueries({ queryKey: ["history"] });
    let before = liveState.value;
    return liveState.subscribe(() => {
      const after = liveState.value;
      if (before && after) {
        if (before.counters.contacts !== after.counters.contacts) {
          for (const queryKey of contactLists) void cache.invalidateQueries({ queryKey });
        }
        if (before.counters.meetings !== after.counters.meetings) {
          // Not each of them: one may be in a form, where somebody types.
          void cache.invalidateQueries({ queryKey: queries.meetings.queryKey, exact: true });
          void cache.invalidateQueries({ queryKey: queries.soonMeetings.queryKey });
        }
        // Whoever hears the same news after this may begin what is waited for.
        if (hasNewCall(before, after)) queueMicrotask(() => whenSettled(readHistory));
      }
      before = after ?? before;
    });
  }, [cache]);
  useEffect(() => {
    let before = presenceNow.value;
    return presenceNow.subscribe(() => {
      const after = presenceNow.value;
      if (before?.devices !== after?.devices)
        void cache.invalidateQueries({ queryKey: queries.devices.queryKey });
      if (JSON.stringify(before?.quiet) !== JSON.stringify(after?.quiet))
        void cache.invalidateQueries({ queryKey: queries.ringSettings.queryKey });
      before = after;
    });
  }, [cache]);
  return null;
}
