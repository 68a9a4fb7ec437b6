"use client";
import { CalendarPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button, buttonStyles } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { meetingLink } from "@/lib/e2ee/link-secret";
import { googleCalendarLink, outlookLink } from "@/lib/pure/calendar-links";
import { calendarFile, eventsOfSeries } from "@/lib/pure/icalendar";
import { momentOf } from "@/lib/pure/zoned-time";
import { saveFile } from "@/lib/save-file";
import type { MeetingDetail } from "@/server/meetings/contract";
import { useTopic } from "./use-topic";

/** Ways into one's calendar. The file is written here, with the link's secret; the sites of others get the link without it. */
export function AddToCalendar({ meeting, secret }: { meeting: MeetingDetail; secret: string | null }) {
  const t = useTranslations("meetings");
  const topic = useTopic()(meeting);
  const first = firstOf(meeting);
  if (!first) return null;
  const entry = { topic, link: meetingLink(meeting.slug, null), rrule: meeting.rrule, ...first };
  const save = () => saveFile("meeting.ics", "text/calendar", fileOf(meeting, topic, secret));
  return (
    <Card aria-label={t("calendar")} className="grid gap-4 p-4 sm:p-6">
      <h2 className="font-semibold text-base">{t("calendar")}</h2>
      <div className="flex flex-wrap gap-2">
        <Button onClick={save}>
          <CalendarPlus aria-hidden="true" className="size-5" />
          {t("file")}
        </Button>
        <a className={buttonStyles()} href={googleCalendarLink(entry)} target="_blank" rel="noreferrer">
          {t("google")}
        </a>
        <a className={buttonStyles()} href={outlookLink(entry)} target="_blank" rel="noreferrer">
          {t("outlook")}
        </a>
      </div>
    </Card>
  );
}

function firstOf({ firstStart, timeZone, minutes }: MeetingDetail) {
  if (firstStart === null || timeZone === null || minutes === null) return null;
  const startsAt = momentOf(firstStart, timeZone);
  return { startsAt, endsAt: startsAt + minutes * 60_000 };
}

function fileOf(meeting: MeetingDetail, topic: string, secret: string | null): string {
  const first = firstOf(meeting) ?? { startsAt: 0, endsAt: 0 };
  const timeZone = meeting.timeZone ?? "UTC";
  const zones = new Map(meeting.zoneBlock ? [[timeZone, meeting.zoneBlock]] : []);
  const link = meetingLink(meeting.slug, secret);
  const { uid, sequence, updatedAt, rrule, changes, otherSeries } = meeting;
  const whole = {
    uid,
    sequence,
    stampedAt: updatedAt,
    ...first,
    timeZone,
    rrule,
    exceptDates: [],
    recurrenceId: null,
    topic,
    description: link,
    link,
    organizer: null,
    attendees: [],
    isCancelled: false,
  };
  const others = otherSeries.flatMap(({ minutes, changes: own, ...series }) => {
    const endsAt = series.startsAt + minutes * 60_000;
    return eventsOfSeries({ ...whole, ...series, topic: series.topic || topic, endsAt }, own);
  });
  return calendarFile("PUBLISH", [...others, ...eventsOfSeries(whole, changes)], zones);
}
