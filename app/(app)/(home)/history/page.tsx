import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CallHistory } from "@/components/history/call-history";
import { PageHead } from "@/components/home/page-head";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("history"))("title") };
}

/** The calls of the past. */
export default async function HistoryPage() {
  const t = await getTranslations("history");
  return (
    <div className="mx-auto max-w-2xl">
      <PageHead title={t("title")} />
      <CallHistory />
    </div>
  );
}
