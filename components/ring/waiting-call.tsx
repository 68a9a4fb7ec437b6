"use client";
import { useTranslations } from "next-intl";
import { canAnswer } from "@/components/e2ee/ring-security";
import { Button } from "@/components/ui/button";
import { CallCard } from "./call-card";
import type { RingActs } from "./ring-acts";
import { useTone } from "./use-ringing";

/** Somebody calls while this device is on a call: a card and a knock. One call may be on hold at a time. */
export function WaitingCall({ incoming, onAnswer, onDecline, canHold }: RingActs & { canHold: boolean }) {
  const t = useTranslations("ring");
  const camera = incoming.media === "video";
  const isAble = canAnswer(incoming);
  useTone(incoming.isQuiet ? null : "knock");
  return (
    <CallCard incoming={incoming} side="left">
      <div className="flex flex-wrap gap-2 [&>button]:min-w-36 [&>button]:flex-1">
        {isAble && canHold && (
          <Button tone="answer" onClick={() => onAnswer(camera, "hold")}>
            {t("holdAndAnswer")}
          </Button>
        )}
        {isAble && (
          <Button tone={canHold ? "secondary" : "answer"} onClick={() => onAnswer(camera, "end")}>
            {t("endAndAnswer")}
          </Button>
        )}
        <Button tone="end" onClick={() => onDecline()}>
          {t("decline")}
        </Button>
      </div>
    </CallCard>
  );
}
