import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DeviceList } from "@/components/devices/device-list";
import { PageHead } from "@/components/home/page-head";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("devices"))("title") };
}

/** The browsers that ring. */
export default async function DevicesPage() {
  const t = await getTranslations("devices");
  return (
    <div className="mx-auto max-w-2xl">
      <PageHead title={t("title")} text={t("text")} />
      <DeviceList />
    </div>
  );
}
