"use client";
import type { Room } from "livekit-client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Choices } from "@/components/ui/choices";
import { readChoice } from "@/lib/media/choice";
import { chooseQuality } from "@/lib/media/adaptive/choose-quality";

const qualities = ["auto", "saver", "1080p", "4k"] as const;

/** How much may be sent and received: for this browser, and at once in the call of `room`. */
export function QualityChoice({ room }: { room: Room | null }) {
  const t = useTranslations("mediaQuality");
  const [chosen, choose] = useState(() => readChoice().quality ?? "auto");
  return (
    <Choices
      label={t("title")}
      values={qualities}
      chosen={chosen}
      words={(quality) => ({ title: t(`qualities.${quality}.title`), text: t(`qualities.${quality}.text`) })}
      onChoose={(quality) => {
        choose(quality);
        // A camera that does not start anew says so itself.
        void chooseQuality(quality, room).catch(() => {});
      }}
    />
  );
}
