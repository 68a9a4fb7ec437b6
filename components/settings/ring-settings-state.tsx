"use client";
import type { ReactNode } from "react";
import { ProblemState } from "@/components/problem/problem-state";
import { Skeleton } from "@/components/ui/skeleton";
import type { RingSettings } from "@/server/presence/contract";
import type { useRingSettings } from "./use-ring-settings";

/** What is drawn from the settings, or in its place that they are on their way or could not be loaded. */
export function RingSettingsState({
  of: { settings, error, refetch },
  label,
  children,
}: {
  of: ReturnType<typeof useRingSettings>;
  label: string;
  children: (settings: RingSettings) => ReactNode;
}) {
  if (settings) return children(settings);
  if (error) return <ProblemState error={error} onRetry={refetch} />;
  return (
    <div role="status" aria-label={label}>
      <Skeleton className="h-11 w-full rounded-md!" />
    </div>
  );
}
