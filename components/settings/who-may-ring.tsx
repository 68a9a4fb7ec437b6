"use client";
import { useTranslations } from "next-intl";
import { Choices } from "@/components/ui/choices";
import { RingSettingsState } from "./ring-settings-state";
import { useRingSettings } from "./use-ring-settings";

const values = ["contacts", "anyone"] as const;

/** Whether only contacts ring, or anybody who knows the handle. */
export function WhoMayRing() {
  const t = useTranslations("settings");
  const ring = useRingSettings();
  return (
    <RingSettingsState of={ring} label={t("who")}>
      {({ whoMayRing }) => (
        <Choices
          label={t("who")}
          values={values}
          chosen={whoMayRing}
          words={(value) => ({ title: t(`whoChoices.${value}`), text: t(`whoTexts.${value}`) })}
          onChoose={(value) => ring.change({ whoMayRing: value })}
        />
      )}
    </RingSettingsState>
  );
}
