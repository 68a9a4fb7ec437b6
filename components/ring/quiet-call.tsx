"use client";
import { useTranslations } from "next-intl";
import { canAnswer } from "@/components/e2ee/ring-security";
import { Button } from "@/components/ui/button";
import { CallCard } from "./call-card";
import type { RingActs } from "./ring-acts";

/** A call that makes no sound here: do not disturb, a silenced contact, or the person is on a call on another device. */
export function QuietCall({ incoming, onAnswer, onDecline }: RingActs) {
  const t = useTranslations("ring");
  const camera = incoming.media === "video";
  const answer = incoming.isWaiting ? "endAndAnswer" : camera ? "answerVideo" : "answer";
  return (
    <CallCard incoming={incoming} side="right">
      {incoming.isWaiting && <p className="text-muted text-sm">{t("onOtherDevice")}</p>}
      <div className="flex gap-2 [&>button]:flex-1">
        {canAnswer(incoming) && (
          <Button tone="answer" onClick={() => onAnswer(camera, incoming.isWaiting ? "end" : undefined)}>
            {t(answer)}
          </Button>
        )}
        <Button tone="end" onClick={() => onDecline()}>
          {t("decline")}
        </Button>
      </div>
    </CallCard>
  );
}
