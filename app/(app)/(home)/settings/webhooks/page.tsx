import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Sections } from "@/components/settings/sections";
import { NewWebhook } from "@/components/webhooks/new-webhook";
import { WebhookList } from "@/components/webhooks/webhook-list";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings.nav"))("webhooks") };
}

/** Which servers hear of one's calls and meetings. */
export default async function WebhooksPage() {
  const t = await getTranslations("webhooks");
  return (
    <Sections
      sections={[
        { title: t("title"), text: t("text"), body: <WebhookList /> },
        { title: t("new"), text: t("newText"), body: <NewWebhook /> },
      ]}
    />
  );
}
