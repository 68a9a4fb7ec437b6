import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ChangePassword } from "@/components/settings/change-password";
import { DeleteAccount } from "@/components/settings/delete-account";
import { ExportAccount } from "@/components/settings/export-account";
import { Sections } from "@/components/settings/sections";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings.nav"))("account") };
}

/** What is kept of the person, and the end of it. */
export default async function AccountPage() {
  const t = await getTranslations("settings.account");
  return (
    <Sections
      sections={[
        { title: t("change"), text: t("changeText"), body: <ChangePassword /> },
        { title: t("export"), text: t("exportText"), body: <ExportAccount /> },
        { title: t("delete"), text: t("deleteText"), body: <DeleteAccount /> },
      ]}
    />
  );
}
