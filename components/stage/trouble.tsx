"use client";
import { useTranslations } from "next-intl";
import type { RunningSession } from "@/lib/call/session-state";

const sources = ["microphone", "camera", "share"] as const;

/** What is missing and what to do about it, while the call goes on without. */
export function Trouble({ trouble }: { trouble: RunningSession["trouble"] }) {
  const t = useTranslations("stage");
  return (
    <div role="status" className="grid gap-2">
      {sources.map((source) => {
        const why = trouble[source];
        if (!why) return null;
        return (
          <p
            key={source}
            className="max-w-md rounded-md bg-card/95 px-4 py-3 text-center text-sm shadow-float"
          >
            {t(`trouble.${source}.${why}`)}
          </p>
        );
      })}
    </div>
  );
}
