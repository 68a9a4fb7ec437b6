"use client";
import { useTranslations } from "next-intl";
import { Switch } from "@/components/ui/switch";
import { RingSettingsState } from "./ring-settings-state";
import { useRingSettings } from "./use-ring-settings";

/** The settings that are on or off, with the key of their words. */
const words = {
  /** A second call knocks while one is on. */
  hasCallWaiting: "waiting",
  /** "Continue here" moves a running call in one tap, without a look at the camera. */
  movesAtOnce: "moving",
} as const;

/** One setting of ringing that is on or off. */
export function RingSwitch({ setting }: { setting: keyof typeof words }) {
  const t = useTranslations("settings");
  const ring = useRingSettings();
  const name = words[setting];
  return (
    <RingSettingsState of={ring} label={t(name)}>
      {(settings) => (
        <Switch
          label={t(`${name}Switch`)}
          text={t(`${name}Text`)}
          isOn={settings[setting]}
          onChange={(isOn) => ring.change({ [setting]: isOn })}
        />
      )}
    </RingSettingsState>
  );
}
