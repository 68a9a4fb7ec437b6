"use client";
import { Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { IconButton } from "@/components/ui/icon-button";
import type { HistoryEntry } from "@/server/history/contract";
import { CallRow } from "./call-row";
import { useCallWords } from "./use-call-words";

type CallDaysProps = { entries: HistoryEntry[]; onRemove: (entry: HistoryEntry) => void };

/** Calls under the days on which they were; the day stays in sight while its calls go by. */
export function CallDays({ entries, onRemove }: CallDaysProps) {
  const t = useTranslations("history");
  const words = useCallWords();
  const days = new Map<string, HistoryEntry[]>();
  for (const entry of entries) {
    const day = words.day(new Date(entry.startedAt));
    days.set(day, [...(days.get(day) ?? []), entry]);
  }
  return [...days].map(([day, calls]) => (
    <div key={day}>
      <h2 className="sticky top-0 z-10 -mx-1 mb-1 bg-paper px-2 py-2 font-semibold text-base">{day}</h2>
      <section className="rounded-lg bg-card shadow-card">
        <ul aria-label={day} className="divide-y divide-line">
          {calls.map((entry) => (
            <CallRow
              key={entry.id}
              entry={entry}
              more={
                // A phone has no room for it beside the words; there it is on the page of the call.
                <IconButton
                  tone="ghost"
                  label={t("delete")}
                  className="max-sm:hidden"
                  onClick={() => onRemove(entry)}
                >
                  <Trash2 aria-hidden="true" />
                </IconButton>
              }
            />
          ))}
        </ul>
      </section>
    </div>
  ));
}
