import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { QuietHoursForm } from "@/components/settings/quiet-hours-form";
import { QuietNow } from "@/components/settings/quiet-now";
import { RingerChoice } from "@/components/settings/ringer-choice";
import { RingSwitch } from "@/components/settings/ring-switch";
import { Sections } from "@/components/settings/sections";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings.nav"))("ringing") };
}

/** When calls ring, and how. */
export default async function RingingPage() {
  const t = await getTranslations("settings");
  return (
    <Sections
      sections={[
        { title: t("quiet"), text: t("quietText"), body: <QuietNow /> },
        { title: t("hours"), text: t("hoursText"), body: <QuietHoursForm /> },
        { title: t("waiting"), body: <RingSwitch setting="hasCallWaiting" /> },
        { title: t("moving"), body: <RingSwitch setting="movesAtOnce" /> },
        { title: t("sound"), text: t("soundText"), body: <RingerChoice /> },
      ]}
    />
  );
}
