"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Switch } from "@/components/ui/switch";
import { useIsReady } from "@/components/ui/use-is-ready";
import { readChoice, rememberChoice } from "@/lib/media/choice";

/** Whether calls begin muted in this browser and the space bar opens the microphone. */
export function PushToTalk() {
  const t = useTranslations("settings.media");
  const isReady = useIsReady();
  const [chosen, choose] = useState<boolean | null>(null);
  const isOn = chosen ?? (isReady && (readChoice().isPushToTalk ?? false));
  return (
    <Switch
      label={t("pushToTalk")}
      text={t("pushToTalkText")}
      isOn={isOn}
      disabled={!isReady}
      onChange={(next) => {
        choose(next);
        rememberChoice({ isPushToTalk: next });
      }}
    />
  );
}
