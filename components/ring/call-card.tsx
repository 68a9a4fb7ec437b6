"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { RingSecurity } from "@/components/e2ee/ring-security";
import { Avatar } from "@/components/ui/avatar";
import type { Incoming } from "@/server/live/contract";
import { useRingWords } from "./use-ring-words";

type CallCardProps = { incoming: Incoming; side: "left" | "right"; children: ReactNode };

/** A call beside what one does: a card at the edge that covers no face and takes no focus. */
export function CallCard({ incoming, side, children }: CallCardProps) {
  const t = useTranslations("ring");
  const words = useRingWords();
  const { from, topic } = incoming;
  return (
    <section
      role="alertdialog"
      aria-label={t("incoming", { name: from.name })}
      data-scheme="dark"
      className={`fixed inset-x-3 top-[max(0.75rem,env(safe-area-inset-top))] z-50 mx-auto grid max-w-md gap-3 rounded-lg bg-card p-4 text-ink shadow-float ring-1 ring-line sm:mx-0 sm:w-96 ${
        side === "left" ? "sm:right-auto sm:left-4" : "sm:right-4 sm:left-auto"
      }`}
    >
      <div className="flex items-center gap-3">
        <Avatar person={from} />
        <p className="min-w-0 flex-1">
          <span className="block truncate font-semibold">{from.name}</span>
          <span className="block text-muted text-sm">{words(incoming)}</span>
        </p>
      </div>
      {topic && <p className="break-words text-sm">{t("topic", { topic })}</p>}
      <RingSecurity incoming={incoming} />
      {children}
    </section>
  );
}
