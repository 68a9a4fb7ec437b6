import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { caller } from "@/app/caller";
import { PageHead } from "@/components/home/page-head";
import { CalendarFeed } from "@/components/meetings/calendar-feed";
import { JoinCode } from "@/components/meetings/join-code";
import { MeetingList } from "@/components/meetings/meeting-list";
import { NewMeetingButton } from "@/components/meetings/new-meeting-button";
import { OwnRoom } from "@/components/meetings/own-room";
import { ButtonLink } from "@/components/ui/button";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("meetings"))("title") };
}

/** One's meetings, and the ways into one. */
export default async function MeetingsPage() {
  const t = await getTranslations("meetings");
  const list = await (await caller()).meetings.list();
  return (
    <>
      <PageHead title={t("title")} text={t("text")}>
        <div className="flex flex-wrap gap-2">
          <ButtonLink href="/meetings/new">{t("schedule")}</ButtonLink>
          <NewMeetingButton />
        </div>
      </PageHead>
      <div className="grid grid-cols-1 gap-8 lg:grid-cols-[minmax(0,1fr)_22rem] lg:items-start">
        <MeetingList initial={list} />
        <div className="grid grid-cols-1 gap-6">
          <JoinCode />
          <OwnRoom />
          <CalendarFeed initial={list} />
        </div>
      </div>
    </>
  );
}
