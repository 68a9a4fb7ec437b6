"use client";
import { useTranslations } from "next-intl";
import { Switch } from "@/components/ui/switch";
import { RingSettingsState } from "./ring-settings-state";
import { useRingSettings } from "./use-ring-settings";

/** Whether a second call knocks while one is on. */
export function CallWaiting() {
  const t = useTranslations("settings");
  const ring = useRingSettings();
  return (
    <RingSettingsState of={ring} label={t("waiting")}>
      {({ hasCallWaiting }) => (
        <Switch
          label={t("waitingSwitch")}
          text={t("waitingText")}
          isOn={hasCallWaiting}
          onChange={(isOn) => ring.change({ hasCallWaiting: isOn })}
        />
      )}
    </RingSettingsState>
  );
}
