"use client";
import { AlarmClock, BellRing, MessageSquare } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { PutOffMinutes } from "./put-off-minutes";
import { QuickMessage } from "./quick-message";
import type { RingActs } from "./ring-acts";

type View = "list" | "message" | "answerLater" | "remindMe";

/** What can be done about a ring besides answering and declining. A further act is a further line here. */
export function RingMore({ incoming, onDecline, onPutOff }: Omit<RingActs, "onAnswer">) {
  const t = useTranslations("ring");
  const [view, setView] = useState<View>("list");
  if (view === "message") return <QuickMessage onSend={onDecline} />;
  if (view !== "list") return <PutOffMinutes how={view} onChoose={(minutes) => onPutOff(view, minutes)} />;
  const isPair = incoming.others.length === 0 && !incoming.isRunning;
  return (
    <ul>
      {isPair && (
        <MoreAct icon={<AlarmClock aria-hidden="true" />} onSelect={() => setView("answerLater")}>
          {t("answerLater")}
        </MoreAct>
      )}
      <MoreAct icon={<BellRing aria-hidden="true" />} onSelect={() => setView("remindMe")}>
        {t("remindMe")}
      </MoreAct>
      <MoreAct icon={<MessageSquare aria-hidden="true" />} onSelect={() => setView("message")}>
        {t("message")}
      </MoreAct>
    </ul>
  );
}

function MoreAct({ icon, onSelect, children }: { icon: ReactNode; onSelect: () => void; children: string }) {
  return (
    <li>
      <button
        type="button"
        onClick={onSelect}
        className="flex min-h-12 w-full items-center gap-3 rounded-sm px-3 text-left hover:bg-wash [&_svg]:size-5"
      >
        {icon}
        {children}
      </button>
    </li>
  );
}
