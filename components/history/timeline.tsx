"use client";
import { useTranslations } from "next-intl";
import { LocalTime } from "@/components/ui/local-time";
import type { HistoryDetail } from "@/server/history/contract";
import { useCallWords } from "./use-call-words";
import { useMomentWords } from "./use-moment-words";

/** What happened in a call, moment by moment. */
export function Timeline({ call }: { call: HistoryDetail }) {
  const t = useTranslations("history");
  const words = useCallWords();
  const say = useMomentWords(call);
  return (
    <ol aria-label={t("whatHappened")} className="px-4 py-3">
      {call.timeline.map((moment, at) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: moments have no other name, and the past does not change.
          key={at}
          className="relative flex gap-4 py-2 before:absolute before:top-0 before:bottom-0 before:left-1 before:w-px before:bg-line first:before:top-5 last:before:bottom-auto last:before:h-5"
        >
          <span
            aria-hidden="true"
            className="relative mt-1.5 size-2.5 shrink-0 rounded-full bg-edge ring-4 ring-card"
          />
          <span className="min-w-0 flex-1">
            <span className="break-words">{say(moment)}</span>
            {moment.kind === "declined" && moment.message && (
              <span className="block break-words text-muted">
                {t("timeline.message", { message: moment.message })}
              </span>
            )}
          </span>
          <span className="shrink-0 text-muted text-sm tabular-nums leading-6">
            <LocalTime at={moment.at} words={words.exactTime} />
          </span>
        </li>
      ))}
    </ol>
  );
}
