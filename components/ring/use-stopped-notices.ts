"use client";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { toast } from "@/components/ui/toast";
import { silencedRings } from "@/lib/call/answer-call";
import { liveState } from "@/lib/live/live-store";

/** Says why a call that rang on this screen stopped: answered or declined on another device, or missed. */
export function useStoppedNotices(): void {
  const t = useTranslations("ring");
  useEffect(() => {
    const rang = new Set<string>();
    return liveState.subscribe(() => {
      const state = liveState.value;
      for (const incoming of state?.incoming ?? []) rang.add(incoming.callId);
      for (const { callId, reason, deviceName, from } of state?.stopped ?? []) {
        if (!rang.delete(callId) || silencedRings.value.has(callId)) continue;
        if (reason === "answered_elsewhere" && deviceName) toast(t("answeredOn", { device: deviceName }));
        else if (reason === "declined") toast(t("declinedElsewhere"));
        else if (reason !== "answered_elsewhere") toast(t("missed", { name: from.name }));
      }
    });
  }, [t]);
}
