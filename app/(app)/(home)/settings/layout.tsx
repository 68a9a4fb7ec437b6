import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { PageHead } from "@/components/home/page-head";
import { SettingsNav } from "@/components/settings/settings-nav";

/** The frame of the settings: their pages one beside the other. */
export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const t = await getTranslations("settings");
  return (
    <div className="mx-auto max-w-2xl lg:max-w-4xl">
      <PageHead title={t("title")} />
      <div className="lg:grid lg:grid-cols-[12rem_minmax(0,1fr)] lg:items-start lg:gap-8">
        <SettingsNav />
        {children}
      </div>
    </div>
  );
}
