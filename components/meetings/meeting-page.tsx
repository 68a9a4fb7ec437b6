"use client";
import { useQuery } from "@tanstack/react-query";
import { Video } from "lucide-react";
import { useTranslations } from "next-intl";
import { ProblemState } from "@/components/problem/problem-state";
import { BackLink } from "@/components/ui/back-link";
import { Badge } from "@/components/ui/badge";
import { buttonStyles } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { useIsReady } from "@/components/ui/use-is-ready";
import { queries } from "@/lib/api/queries";
import type { MeetingDetail } from "@/server/meetings/contract";
import { AddToCalendar } from "./add-to-calendar";
import { ComingOccurrences } from "./coming-occurrences";
import { InvitedPeople } from "./invited-people";
import { LinkCard } from "./link-card";
import { MeetingMenu } from "./meeting-menu";
import { useLinkSecret } from "./use-link-secret";
import { useTopic } from "./use-topic";
import { useWhen } from "./use-when";

/** One meeting: when it is, its link, who is invited, and for its hosts what can be changed. */
export function MeetingPage({ meetingId }: { meetingId: string }) {
  const t = useTranslations("meetings");
  const isReady = useIsReady();
  const { data: meeting, error, refetch } = useQuery(queries.meeting(meetingId));
  return (
    <div>
      <div className="flex min-h-11 items-center justify-between">
        <BackLink href="/meetings">{t("back")}</BackLink>
        {meeting?.host && !meeting.isCancelled && <MeetingMenu meeting={meeting} />}
      </div>
      {meeting && isReady ? (
        <Shown meeting={meeting} />
      ) : error ? (
        <ProblemState error={error} onRetry={refetch} />
      ) : (
        <div role="status" aria-label={t("loading")} className="grid gap-6 py-6">
          <Skeleton className="h-9 w-64 max-w-full" />
          <Skeleton className="h-48 w-full rounded-lg!" />
        </div>
      )}
    </div>
  );
}

function Shown({ meeting }: { meeting: MeetingDetail }) {
  const secret = useLinkSecret(meeting);
  const { isCancelled, host } = meeting;
  return (
    <div className="grid grid-cols-1 gap-6">
      <Head meeting={meeting} secret={secret ?? null} />
      {!isCancelled && <LinkCard meeting={meeting} secret={secret} />}
      {!isCancelled && meeting.startsAt !== null && (
        <AddToCalendar meeting={meeting} secret={secret ?? null} />
      )}
      {!isCancelled && <ComingOccurrences meeting={meeting} />}
      {host && <InvitedPeople invitees={host.invitees} />}
    </div>
  );
}

function Head({ meeting, secret }: { meeting: MeetingDetail; secret: string | null }) {
  const t = useTranslations("meetings");
  const when = useWhen();
  const topic = useTopic()(meeting);
  const repeats = when.repeats(meeting.repeats);
  const { isHost, hostName, isCancelled, isRunning, slug, host, timeZone } = meeting;
  const here = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <header className="pt-4">
      <h1 className="break-words font-semibold text-xl tracking-tight">{topic}</h1>
      <p className="mt-1 text-muted">
        {when.range(meeting)}
        {repeats && ` · ${repeats}`}
        {timeZone && timeZone !== here && ` · ${t("zone", { zone: timeZone.replaceAll("_", " ") })}`}
      </p>
      {!isHost && <p className="text-muted">{t("by", { name: hostName })}</p>}
      <div className="mt-3 flex flex-wrap gap-2 empty:hidden">
        {isRunning && <Badge tone="ok">{t("running")}</Badge>}
        {isCancelled && <Badge tone="alarm">{t("cancelled")}</Badge>}
        {host?.hasPassword && <Badge>{t("hasPassword")}</Badge>}
        {host?.settings.waitingRoom && <Badge>{t("waitingRoom")}</Badge>}
        {host && !host.isEncrypted && <Badge tone="alarm">{t("notEncrypted")}</Badge>}
      </div>
      {!isCancelled && (
        // A page of its own: the secret stands in the fragment, which that page takes out of the address.
        <a
          href={`/${slug}${secret ? `#k=${secret}` : ""}`}
          className={buttonStyles({ tone: "primary", size: "lg", className: "mt-5 w-full sm:w-auto" })}
        >
          <Video aria-hidden="true" className="size-5" />
          {t("join")}
        </a>
      )}
    </header>
  );
}
