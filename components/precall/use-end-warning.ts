"use client";
import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent } from "react";
import { toast } from "@/components/ui/toast";
import { api } from "@/lib/api/client";
import { whenSettled } from "@/lib/hurry";

/** How long before a meeting's end its people are told, in ms. */
const WARNING_MS = 5 * 60_000;
/** The longest that a timer of a browser waits, in ms. */
const LONGEST_MS = 2 ** 31 - 1;

/** Says that a scheduled meeting is about to be over, five minutes before; it goes on all the same. */
export function useEndWarning(meetingId: string, callId: string | null): void {
  const t = useTranslations("door");
  const say = useEffectEvent((leftMs: number) =>
    toast(t("endsSoon", { minutes: Math.max(1, Math.round(leftMs / 60_000)) })),
  );
  useEffect(() => {
    if (!callId) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isGone = false;
    const plan = (leftMs: number | null) => {
      if (isGone || leftMs === null || leftMs - WARNING_MS > LONGEST_MS) return;
      timer = setTimeout(() => say(Math.min(leftMs, WARNING_MS)), Math.max(0, leftMs - WARNING_MS));
    };
    // Without it nobody is warned, and nothing else is lost.
    const takeBack = whenSettled(() => void api.door.timeLeft.query({ meetingId }).then(plan, () => {}));
    return () => {
      isGone = true;
      takeBack();
      clearTimeout(timer);
    };
  }, [meetingId, callId]);
}
