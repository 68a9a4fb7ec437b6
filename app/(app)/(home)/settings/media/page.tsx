import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LateQualityChoice } from "@/components/media-quality/late-quality-choice";
import { EffectsSection } from "@/components/effects/effects-section";
import { LateAudioVideo } from "@/components/settings/late-audio-video";
import { PushToTalk } from "@/components/settings/push-to-talk";
import { Sections } from "@/components/settings/sections";
import { ButtonLink } from "@/components/ui/button";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings.nav"))("media") };
}

/** What calls are made with in this browser. */
export default async function MediaPage() {
  const t = await getTranslations("settings.media");
  const quality = await getTranslations("mediaQuality");
  const effects = await getTranslations("effects");
  const check = <ButtonLink href="/check">{t("check")}</ButtonLink>;
  return (
    <Sections
      sections={[
        { title: t("devices"), text: t("devicesText"), body: <LateAudioVideo /> },
        { title: quality("title"), body: <LateQualityChoice room={null} /> },
        { title: effects("label"), text: effects("text"), body: <EffectsSection /> },
        { title: t("checkTitle"), text: t("checkText"), body: check },
        { title: t("talking"), body: <PushToTalk /> },
      ]}
    />
  );
}
