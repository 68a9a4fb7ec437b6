"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { queries, type WantedCalls } from "@/lib/api/queries";
import { CallList } from "./call-list";
import { HistoryTools } from "./history-tools";
import { useLookAtMissed } from "./use-look-at-missed";
import { useRemoveCalls } from "./use-remove-calls";

type CallHistoryProps = {
  /** Calls with this person alone. */
  personId?: string;
  /** Calls of this saved group alone. */
  groupId?: string;
};

/**
 * Calls of the past by day, the newest first; older ones come as one scrolls. Without a person or a group it is the whole history,
 * which can be searched and counts as looked at.
 */
export function CallHistory({ personId, groupId }: CallHistoryProps) {
  const [found, setFound] = useState<WantedCalls>({});
  const isWhole = !personId && !groupId;
  const isPlain = Object.keys(found).length === 0;
  const wanted: WantedCalls = { ...found, ...(personId && { personId }), ...(groupId && { groupId }) };
  const { data } = useInfiniteQuery(queries.history(wanted));
  const { removeAll } = useRemoveCalls();
  const isEmpty = isPlain && data?.pages[0]?.entries.length === 0;
  useLookAtMissed(isWhole && isPlain && data !== undefined);
  return (
    <div className="grid grid-cols-1 gap-4">
      {isWhole && !isEmpty && <HistoryTools wanted={found} onChange={setFound} onRemoveAll={removeAll} />}
      <CallList
        wanted={wanted}
        kind={personId ? "person" : groupId ? "group" : isPlain ? "all" : "found"}
        onShowAll={() => setFound({})}
      />
    </div>
  );
}
