"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { Card, SectionHead } from "@/components/ui/card";
import { ListRow } from "@/components/ui/list-row";
import { useIsReady } from "@/components/ui/use-is-ready";
import { queries, type SoonMeetings } from "@/lib/api/queries";
import { serverNow } from "@/lib/live/live-store";
import { beginningOf, meetingsOfDay } from "@/lib/meeting/of-day";

const TICK_MS = 5_000;
/** From so many minutes before on, going in is the thing to do. */
const JOIN_MINUTES = 10;

type Soon = SoonMeetings["meetings"][number];

/** One's meetings of today, with the way into each; nothing on a day without. */
export function TodaysMeetings({ initial }: { initial: SoonMeetings }) {
  const t = useTranslations("home");
  const { data } = useQuery({ ...queries.soonMeetings, initialData: initial });
  const now = useNow(data.now);
  const isReady = useIsReady();
  const timeZone = isReady ? new Intl.DateTimeFormat().resolvedOptions().timeZone : null;
  const meetings = meetingsOfDay(data.meetings, now, timeZone);
  if (meetings.length === 0) return null;
  return (
    <div className="mb-8">
      <SectionHead title={t("today")}>
        <Link
          href="/meetings"
          className="rounded-sm p-1.5 font-medium text-accent-text text-sm hover:underline"
        >
          {t("allMeetings")}
        </Link>
      </SectionHead>
      <Card>
        <ul aria-label={t("today")} className="divide-y divide-line">
          {meetings.map((one) => (
            <Row key={`${one.meetingId} ${one.startsAt}`} meeting={one} now={now} timeZone={timeZone} />
          ))}
        </ul>
      </Card>
    </div>
  );
}

/** The server's time, in steps; `read` is when the list was read. */
function useNow(read: number): number {
  const [ticked, setTicked] = useState(0);
  useEffect(() => {
    const tick = setInterval(() => setTicked(serverNow()), TICK_MS);
    return () => clearInterval(tick);
  }, []);
  return Math.max(read, ticked);
}

function Row({ meeting, now, timeZone }: { meeting: Soon; now: number; timeZone: string | null }) {
  const t = useTranslations("home");
  const format = useFormatter();
  const { meetingId, slug, hostName, isHost, startsAt, endsAt } = meeting;
  const topic = meeting.topic || t("untitledMeeting", { name: hostName });
  const beginning = beginningOf(meeting, now);
  const isDue = typeof beginning === "number" ? beginning <= JOIN_MINUTES : beginning !== null;
  return (
    <ListRow
      name={topic}
      leading={null}
      title={
        <>
          <Link href={`/meetings/${meetingId}`} className="min-w-0 truncate rounded-sm hover:underline">
            {topic}
          </Link>
          {beginning === "running" && <Badge tone="ok">{t("runningNow")}</Badge>}
        </>
      }
      detail={
        <>
          <span className="whitespace-nowrap">
            {timeZone === null
              ? "\u00a0"
              : format.dateTimeRange(startsAt, endsAt, { timeStyle: "short", timeZone })}
          </span>
          {!isHost && <span className="min-w-0 truncate">{t("meetingBy", { name: hostName })}</span>}
          {beginning === "now" && <span className="font-medium text-accent-text">{t("now")}</span>}
          {typeof beginning === "number" && (
            <span className="font-medium text-accent-text">{t("startsIn", { minutes: beginning })}</span>
          )}
        </>
      }
      actions={
        <ButtonLink href={`/${slug}`} tone={isDue ? "primary" : "secondary"} prefetch={false}>
          {t("join")}
        </ButtonLink>
      }
    />
  );
}
