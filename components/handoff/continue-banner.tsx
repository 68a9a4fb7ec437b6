"use client";
import { MonitorSmartphone } from "lucide-react";
import { useTranslations } from "next-intl";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import type { Elsewhere } from "@/server/live/contract";
import { useContinueHere } from "./use-continue-here";
import { useMoveWords } from "./use-move-words";

type ContinueBannerProps = { elsewhere: Elsewhere; deviceId: string; people: string };

/** A call on another device of mine, the way to continue it here, and what came of the last try. */
export function ContinueBanner({ elsewhere, deviceId, people }: ContinueBannerProps) {
  const t = useTranslations("handoff");
  const home = useTranslations("home");
  const { go, isBusy, isMoving } = useContinueHere(elsewhere);
  const failed = useMoveWords().here(elsewhere, deviceId);
  const { deviceName, move } = elsewhere;
  return (
    <Banner
      icon={<MonitorSmartphone />}
      action={
        go && (
          <Button tone="primary" size="sm" className="h-11" isBusy={isBusy} onClick={go}>
            {t("continueHere")}
          </Button>
        )
      }
    >
      {home("elsewhere", { people, device: deviceName })}
      {(failed || (isMoving && move)) && (
        <span className="block text-pretty font-normal text-muted">
          {failed || t("banner.moving", { device: move?.deviceName ?? "" })}
        </span>
      )}
    </Banner>
  );
}
