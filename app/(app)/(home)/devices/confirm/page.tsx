import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageHead } from "@/components/home/page-head";
import { LateConfirmByLink } from "@/components/identity/late-confirm-by-link";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("identity.link"))("title") };
}

/** Where the camera of a confirmed device brings whoever scanned the code of a new one. */
export default async function ConfirmDevicePage() {
  const t = await getTranslations("identity.link");
  return (
    <div className="mx-auto max-w-md">
      <PageHead title={t("title")} text={t("text")} />
      <LateConfirmByLink />
    </div>
  );
}
