"use client";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { useStore } from "@/components/use-store";
import { want } from "@/lib/call/session";
import { plain } from "@/lib/media/effects/effect";
import { forgetLoss, losesCamera, lostEffect, wear } from "@/lib/media/effects/worn";

/** What is wrong with one's effect. Who hides a room with it says alone whether it is seen. Nothing where all is well. */
export function LostEffect() {
  const t = useTranslations("effects");
  const loss = useStore(lostEffect);
  if (!loss) return null;
  const { why, hidesRoom } = loss;
  const showRoom = () => {
    wear(plain);
    if (losesCamera(loss)) want("camera", true);
  };
  return (
    <div className="flex max-w-md items-center gap-2 rounded-md bg-card/95 py-1 pr-1 pl-4 text-sm shadow-float">
      <p role="alert" className="text-pretty">
        {t(`${hidesRoom ? "lossOfBackground" : "loss"}.${why}`)}
      </p>
      {hidesRoom && (
        <Button tone="secondary" onClick={showRoom}>
          {t("showRoom")}
        </Button>
      )}
      <IconButton tone="ghost" label={t("close")} onClick={forgetLoss}>
        <X aria-hidden="true" />
      </IconButton>
    </div>
  );
}
