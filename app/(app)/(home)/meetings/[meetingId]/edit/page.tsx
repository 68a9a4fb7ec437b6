import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageHead } from "@/components/home/page-head";
import { EditPage } from "@/components/meetings/edit-page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("meetings"))("formEdit") };
}

type Params = { params: Promise<{ meetingId: string }> };

/** Changes a meeting. */
export default async function EditMeeting({ params }: Params) {
  const t = await getTranslations("meetings");
  return (
    <div className="mx-auto max-w-2xl">
      <PageHead title={t("formEdit")} />
      <EditPage meetingId={(await params).meetingId} />
    </div>
  );
}
