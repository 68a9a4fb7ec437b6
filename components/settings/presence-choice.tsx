"use client";
import { useTranslations } from "next-intl";
import { Switch } from "@/components/ui/switch";
import { RingSettingsState } from "./ring-settings-state";
import { useRingSettings } from "./use-ring-settings";

/** Whether contacts see when one is there. */
export function PresenceChoice() {
  const t = useTranslations("settings");
  const ring = useRingSettings();
  return (
    <RingSettingsState of={ring} label={t("presence")}>
      {({ isPresenceHidden }) => (
        <Switch
          label={t("presenceSwitch")}
          text={t("presenceText")}
          isOn={!isPresenceHidden}
          onChange={(isOn) => ring.change({ isPresenceHidden: !isOn })}
        />
      )}
    </RingSettingsState>
  );
}
