import type { Metadata } from "next";
import { cookies } from "next/headers";
import { getTranslations } from "next-intl/server";
import { PageHead } from "@/components/home/page-head";
import { Profile } from "@/components/settings/profile";
import { SchemeChoice } from "@/components/settings/scheme-choice";
import { RingerChoice } from "@/components/settings/ringer-choice";
import { SignOutButton } from "@/components/settings/sign-out-button";
import { Card } from "@/components/ui/card";
import { SCHEME_COOKIE, schemeOf } from "@/lib/pure/scheme";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("title") };
}

/** Profile, appearance, signing out. */
export default async function SettingsPage() {
  const t = await getTranslations("settings");
  const scheme = schemeOf((await cookies()).get(SCHEME_COOKIE)?.value);
  const parts = [
    { title: t("profile"), text: t("profileText"), body: <Profile /> },
    { title: t("appearance"), text: t("appearanceText"), body: <SchemeChoice initial={scheme} /> },
    { title: t("sound"), text: t("soundText"), body: <RingerChoice /> },
    { title: t("session"), text: t("sessionText"), body: <SignOutButton /> },
  ];
  return (
    <div className="mx-auto max-w-2xl">
      <PageHead title={t("title")} />
      <div className="grid grid-cols-1 gap-6">
        {parts.map(({ title, text, body }) => (
          <Card key={title} aria-label={title} className="p-5 sm:p-6">
            <h2 className="font-semibold text-base">{title}</h2>
            <p className="mb-5 text-pretty text-muted text-sm">{text}</p>
            {body}
          </Card>
        ))}
      </div>
    </div>
  );
}
