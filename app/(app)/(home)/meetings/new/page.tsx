import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageHead } from "@/components/home/page-head";
import { SchedulePage } from "@/components/meetings/schedule-page";
import { canSendMail } from "@/server/mail";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("meetings"))("formNew") };
}

/** Schedules a meeting. */
export default async function NewMeetingPage() {
  const t = await getTranslations("meetings");
  return (
    <div className="mx-auto max-w-2xl">
      <PageHead title={t("formNew")} />
      <SchedulePage canMail={canSendMail()} />
    </div>
  );
}
