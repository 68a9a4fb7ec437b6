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
  const words = useMoveWords();
  const failed = words.here(elsewhere, deviceId);
  const { deviceName, move } = elsewhere;
  return (
    <Banner
      icon={<MonitorSmartphone />}
      action={
        go && (
          <Button tone="primary" size="sm" className="h-11 max-[30rem]:w-full" isBusy={isBusy} onClick={go}>
            {t("continueHere")}
          </Button>
        )
      }
    >
      {home("elsewhere", { people, device: deviceName })}
      {(failed || (isMoving && move)) && (
        <span className="block text-pretty font-normal text-muted">
          {failed || (move && words.moving(move))}
        </span>
      )}
    </Banner>
  );
}
