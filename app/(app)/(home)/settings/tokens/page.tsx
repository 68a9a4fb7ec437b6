import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Sections } from "@/components/settings/sections";
import { NewToken } from "@/components/tokens/new-token";
import { TokenList } from "@/components/tokens/token-list";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings.nav"))("tokens") };
}

/** Access tokens for programs. */
export default async function TokensPage() {
  const t = await getTranslations("tokens");
  return (
    <Sections
      sections={[
        { title: t("new"), text: t("newText"), body: <NewToken /> },
        { title: t("yours"), body: <TokenList /> },
      ]}
    />
  );
}
