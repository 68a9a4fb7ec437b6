import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LateDoctorPage } from "@/components/doctor/late-doctor-page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("doctor"))("title") };
}

/** What a Peal needs, tried from here. */
export default async function Doctor() {
  const t = await getTranslations("doctor");
  return (
    <>
      <p className="mb-6 max-w-[60ch] text-pretty text-muted">{t("text")}</p>
      <LateDoctorPage />
    </>
  );
}
