import type { Metadata } from "next";
import { cookies } from "next/headers";
import { getTranslations } from "next-intl/server";
import { MissedCallMail } from "@/components/settings/missed-call-mail";
import { Notifications } from "@/components/settings/notifications";
import { Profile } from "@/components/settings/profile";
import { SchemeChoice } from "@/components/settings/scheme-choice";
import { Sections } from "@/components/settings/sections";
import { SignOutButton } from "@/components/settings/sign-out-button";
import { SCHEME_COOKIE, schemeOf } from "@/lib/pure/scheme";
import { canSendMail } from "@/server/mail";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("title") };
}

/** How somebody is told of calls while Peal is closed. */
function Woken() {
  return (
    <div className="grid gap-6">
      <Notifications />
      {canSendMail() && <MissedCallMail />}
    </div>
  );
}

/** Profile, appearance, signing out. */
export default async function SettingsPage() {
  const t = await getTranslations("settings");
  const notices = await getTranslations("notifications");
  const scheme = schemeOf((await cookies()).get(SCHEME_COOKIE)?.value);
  return (
    <Sections
      sections={[
        { title: t("profile"), text: t("profileText"), body: <Profile /> },
        { title: notices("title"), text: notices("text"), body: <Woken /> },
        { title: t("appearance"), text: t("appearanceText"), body: <SchemeChoice initial={scheme} /> },
        { title: t("session"), text: t("sessionText"), body: <SignOutButton /> },
      ]}
    />
  );
}
