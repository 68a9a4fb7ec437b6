"use client";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { ListRow } from "@/components/ui/list-row";
import { useIsReady } from "@/components/ui/use-is-ready";
import type { ListedMeeting } from "@/server/meetings/contract";
import { useTopic } from "./use-topic";
import { useWhen } from "./use-when";

/** One meeting of a list: its day, what and when it is, and the way in. */
export function MeetingRow({ meeting, isPast = false }: { meeting: ListedMeeting; isPast?: boolean }) {
  const t = useTranslations("meetings");
  const topic = useTopic()(meeting);
  const { isHost, isRunning, isCancelled, hostName, slug } = meeting;
  return (
    <ListRow
      name={topic}
      leading={<Day at={meeting.startsAt ?? meeting.createdAt} />}
      title={
        <>
          <Link
            href={`/meetings/${meeting.meetingId}`}
            className={`truncate rounded-sm hover:underline ${isCancelled ? "text-muted line-through" : ""}`}
          >
            {topic}
          </Link>
          {isRunning && <Badge tone="ok">{t("running")}</Badge>}
          {isCancelled && <Badge>{t("cancelled")}</Badge>}
        </>
      }
      detail={
        <>
          <When meeting={meeting} />
          {!isHost && <span className="truncate">{t("by", { name: hostName })}</span>}
        </>
      }
      actions={
        !isPast && (
          <ButtonLink href={`/${slug}`} tone={isRunning ? "primary" : "secondary"} prefetch={false}>
            {t("join")}
          </ButtonLink>
        )
      }
    />
  );
}

function Day({ at }: { at: number }) {
  const format = useFormatter();
  const isReady = useIsReady();
  const timeZone = isReady ? new Intl.DateTimeFormat().resolvedOptions().timeZone : "UTC";
  const part = (options: { month?: "short"; day?: "numeric" }) =>
    isReady ? format.dateTime(at, { ...options, timeZone }) : "\u00a0";
  return (
    <span
      aria-hidden="true"
      className="flex size-12 shrink-0 flex-col items-center justify-center rounded-md bg-wash leading-none"
    >
      <span className="text-muted text-xs">{part({ month: "short" })}</span>
      <span className="font-semibold text-base tabular-nums">{part({ day: "numeric" })}</span>
    </span>
  );
}

function When({ meeting }: { meeting: ListedMeeting }) {
  const t = useTranslations("meetings");
  const format = useFormatter();
  const when = useWhen();
  const isReady = useIsReady();
  if (!isReady) return <span>&nbsp;</span>;
  if (meeting.startsAt === null) {
    const created = format.dateTime(meeting.createdAt, {
      dateStyle: "medium",
      timeStyle: "short",
      timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
    });
    return <span>{t("createdAt", { when: created })}</span>;
  }
  const repeats = when.repeats(meeting.repeats);
  return (
    <>
      <span>{when.range(meeting)}</span>
      {repeats && <span>· {repeats}</span>}
    </>
  );
}
