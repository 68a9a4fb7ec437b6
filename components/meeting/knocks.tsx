"use client";
import { useTranslations } from "next-intl";
import type { Knocks as KnocksOf } from "@/server/live/contract";
import { KnockCard } from "./knock-card";
import { useKnockNotice } from "./use-knock-notice";

/** Who waits at the doors of this person's meetings, with a knock for each who comes. */
export function Knocks({ knocks }: { knocks: KnocksOf[] }) {
  const t = useTranslations("door.knocks");
  useKnockNotice(knocks);
  return (
    <aside
      aria-label={t("label")}
      className="fixed inset-x-3 top-[max(4.5rem,env(safe-area-inset-top))] z-40 mx-auto grid max-h-[60dvh] max-w-md grid-cols-1 gap-3 overflow-y-auto sm:inset-x-auto sm:right-4 sm:w-96"
    >
      {knocks.map((one) => (
        <KnockCard key={one.meetingId} knocks={one} />
      ))}
    </aside>
  );
}
