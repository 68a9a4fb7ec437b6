import { CircleAlert, CircleCheck, CircleX } from "lucide-react";
import { useTranslations } from "next-intl";
import type { FindingState } from "@/server/doctor/contract";

/** A finding in words: what was looked at, how it does, and what to do about it. */
export type ToldFinding = { name: string; state: FindingState; says: string; fix?: string | undefined };

const marks = {
  ok: { Icon: CircleCheck, color: "text-ok-text" },
  warn: { Icon: CircleAlert, color: "text-accent-text" },
  fail: { Icon: CircleX, color: "text-end-text" },
};

/** One thing that the doctor looked at. */
export function FindingRow({ name, state, says, fix }: ToldFinding) {
  const t = useTranslations("doctor");
  const { Icon, color } = marks[state];
  return (
    <li aria-label={name} className="flex gap-3 py-3 text-sm">
      <Icon role="img" aria-label={t(`state.${state}`)} className={`mt-0.5 size-5 shrink-0 ${color}`} />
      <div className="min-w-0 [overflow-wrap:anywhere]">
        <p>
          <span className="font-medium">{name}</span> <span className="text-muted">{says}</span>
        </p>
        {fix && <p className="mt-1 max-w-[70ch] text-pretty">{fix}</p>}
      </div>
    </li>
  );
}
