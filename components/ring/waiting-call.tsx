"use client";
import { useTranslations } from "next-intl";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import type { RingActs } from "./ring-acts";

/** Somebody calls while this device is on a call: a quiet card that covers no face and takes no focus. */
export function WaitingCall({ incoming, onAnswer, onDecline }: RingActs) {
  const t = useTranslations("ring");
  const name = incoming.from.name;
  return (
    <section
      role="alertdialog"
      aria-label={t("incoming", { name })}
      data-scheme="dark"
      className="fixed inset-x-3 top-[max(0.75rem,env(safe-area-inset-top))] z-50 mx-auto grid max-w-md gap-3 rounded-lg bg-card p-4 text-ink shadow-float ring-1 ring-line"
    >
      <div className="flex items-center gap-3">
        <Avatar person={incoming.from} />
        <p className="min-w-0 flex-1">
          <span className="block truncate font-semibold">{name}</span>
          <span className="text-muted text-sm">{t(incoming.media)}</span>
        </p>
      </div>
      <div className="flex gap-2">
        <Button wide tone="answer" onClick={() => onAnswer(incoming.media === "video")}>
          {t("endAndAnswer")}
        </Button>
        <Button wide tone="end" onClick={onDecline}>
          {t("decline")}
        </Button>
      </div>
    </section>
  );
}
