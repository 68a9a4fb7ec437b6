import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PresenceChoice } from "@/components/settings/presence-choice";
import { RelaySwitch } from "@/components/settings/relay-switch";
import { Sections } from "@/components/settings/sections";
import { WhoMayRing } from "@/components/settings/who-may-ring";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings.nav"))("privacy") };
}

/** Who may ring, and who sees what. */
export default async function PrivacyPage() {
  const t = await getTranslations("settings");
  return (
    <Sections
      sections={[
        { title: t("who"), text: t("whoText"), body: <WhoMayRing /> },
        { title: t("presence"), body: <PresenceChoice /> },
        { title: t("relay"), body: <RelaySwitch /> },
      ]}
    />
  );
}
