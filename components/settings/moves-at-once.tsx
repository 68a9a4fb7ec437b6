"use client";
import { useTranslations } from "next-intl";
import { Switch } from "@/components/ui/switch";
import { RingSettingsState } from "./ring-settings-state";
import { useRingSettings } from "./use-ring-settings";

/** Whether "Continue here" moves a running call in one tap, or shows the camera first. */
export function MovesAtOnce() {
  const t = useTranslations("settings");
  const ring = useRingSettings();
  return (
    <RingSettingsState of={ring} label={t("moving")}>
      {({ movesAtOnce }) => (
        <Switch
          label={t("movingSwitch")}
          text={t("movingText")}
          isOn={movesAtOnce}
          onChange={(isOn) => ring.change({ movesAtOnce: isOn })}
        />
      )}
    </RingSettingsState>
  );
}
