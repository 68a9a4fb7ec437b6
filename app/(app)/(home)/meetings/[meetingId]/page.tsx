import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MeetingPage } from "@/components/meetings/meeting-page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("meetings"))("title") };
}

type Params = { params: Promise<{ meetingId: string }> };

/** One meeting. */
export default async function Meeting({ params }: Params) {
  return (
    <div className="mx-auto max-w-2xl">
      <MeetingPage meetingId={(await params).meetingId} />
    </div>
  );
}
