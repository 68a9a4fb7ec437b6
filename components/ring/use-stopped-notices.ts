"use client";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { toast } from "@/components/ui/toast";
import { silencedRings } from "@/lib/call/answer-call";
import { liveState } from "@/lib/live/live-store";

/** Says why a call that rang on this device stopped: answered or declined on another device, or missed. */
export function useStoppedNotices(): void {
  const t = useTranslations("ring");
  useEffect(() => {
    // What had stopped before this page was opened is no news.
    let told: Set<string> | null = null;
    const look = () => {
      const stopped = liveState.value?.stopped;
      if (!stopped) return;
      const known = told;
      told = new Set(stopped.map((one) => one.callId));
      for (const { callId, reason, deviceName, from } of known ? stopped : []) {
        if (known?.has(callId) || silencedRings.value.has(callId)) continue;
        if (reason === "answered_elsewhere" && deviceName) toast(t("answeredOn", { device: deviceName }));
        else if (reason === "declined") toast(t("declinedElsewhere", { name: from.name }));
        else if (reason !== "answered_elsewhere") toast(t("missed", { name: from.name }));
      }
    };
    look();
    return liveState.subscribe(look);
  }, [t]);
}
