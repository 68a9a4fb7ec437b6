import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LateCheckPage } from "@/components/check/late-check-page";
import { PageHead } from "@/components/home/page-head";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("check"))("title") };
}

/** Camera, microphone, speaker and network, tried before a call. */
export default async function Check() {
  const t = await getTranslations("check");
  return (
    <>
      <PageHead title={t("title")} text={t("text")} />
      <LateCheckPage />
    </>
  );
}
