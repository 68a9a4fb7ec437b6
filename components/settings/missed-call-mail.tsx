"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Switch } from "@/components/ui/switch";
import { queries } from "@/lib/api/queries";
import { RingSettingsState } from "./ring-settings-state";
import { useRingSettings } from "./use-ring-settings";

/** Whether missed calls that no device could be told of come by e-mail. For servers that can send any. */
export function MissedCallMail() {
  const t = useTranslations("notifications");
  const ring = useRingSettings();
  const { data: me } = useQuery(queries.me);
  return (
    <RingSettingsState of={ring} label={t("mailSwitch")}>
      {({ hasMissedCallMail }) => (
        <Switch
          label={t("mailSwitch")}
          text={me && t("mailText", { email: me.email })}
          isOn={hasMissedCallMail}
          onChange={(isOn) => ring.change({ hasMissedCallMail: isOn })}
        />
      )}
    </RingSettingsState>
  );
}
