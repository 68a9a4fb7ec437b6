"use client";
import { useQuery } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CallSeal } from "@/components/e2ee/call-seal";
import { ReportButton } from "@/components/report/report-button";
import { ProblemState } from "@/components/problem/problem-state";
import { LateCallQuality } from "@/components/quality/late-call-quality";
import { Avatar } from "@/components/ui/avatar";
import { BackLink } from "@/components/ui/back-link";
import { Badge } from "@/components/ui/badge";
import { Card, SectionHead } from "@/components/ui/card";
import { IconButton } from "@/components/ui/icon-button";
import { LocalTime } from "@/components/ui/local-time";
import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";
import { queries } from "@/lib/api/queries";
import type { HistoryDetail } from "@/server/history/contract";
import { LeaveNote } from "./leave-note";
import { LatePastChat } from "./late-past-chat";
import { LatePastNotes } from "./late-past-notes";
import { LeftNote } from "./left-note";
import { PastActs } from "./past-acts";
import { PastDevices, PastPeople } from "./past-people";
import { Timeline } from "./timeline";
import { useCallWords } from "./use-call-words";
import { useRemoveCalls } from "./use-remove-calls";

const MOST_FACES = 4;

/** One call of the past: how it went, who was on it, what was said after, and calling again. */
export function PastCall({ id }: { id: string }) {
  const t = useTranslations("history");
  const router = useRouter();
  const { data: call, error, refetch } = useQuery(queries.pastCall(id));
  const { remove } = useRemoveCalls();
  const other = call?.parts[0];
  async function removeAndGo() {
    await remove(id).then(
      () => router.push("/history"),
      () => {},
    );
  }
  return (
    <div>
      <div className="flex min-h-11 items-center justify-between">
        <BackLink href="/history">{t("back")}</BackLink>
        {call && (
          <div className="flex">
            {other && !call.parts[1] && <ReportButton person={other.person} callId={call.callId} isSmall />}
            <IconButton tone="ghost" label={t("delete")} onClick={removeAndGo}>
              <Trash2 aria-hidden="true" />
            </IconButton>
          </div>
        )}
      </div>
      {call ? (
        <Details call={call} />
      ) : error ? (
        <ProblemState error={error} onRetry={refetch} />
      ) : (
        <div className="flex flex-col items-center gap-4 py-8">
          <Skeleton className="size-24 rounded-full!" />
          <Skeleton className="h-8 w-48" />
          <SkeletonRows count={3} label={t("detailTitle")} />
        </div>
      )}
    </div>
  );
}

function Details({ call }: { call: HistoryDetail }) {
  const t = useTranslations("history");
  const quality = useTranslations("quality.history");
  return (
    <div className="grid grid-cols-1 gap-8 pb-4">
      <Head call={call} />
      {call.note && <LeftNote note={call.note} />}
      {call.canLeaveNote && (
        <div className="flex flex-col items-center gap-3 text-center">
          <p className="text-muted text-sm">{t("note.hint")}</p>
          <LeaveNote callId={call.callId} />
        </div>
      )}
      <Matter title={t("whatHappened")}>
        <Timeline call={call} />
      </Matter>
      {call.durationMs !== null && !call.isRunning && (
        <Matter title={quality("title")}>
          <LateCallQuality callId={call.callId} mos={call.mos} />
        </Matter>
      )}
      {call.chat?.hasMessages && (
        <Matter title={t("chat.title")}>
          <LatePastChat call={call} chat={call.chat} />
        </Matter>
      )}
      {call.chat?.hasNotes && (
        <Matter title={t("notesTitle")}>
          <LatePastNotes call={call} me={call.chat.me} />
        </Matter>
      )}
      {call.parts.length > 1 && (
        <Matter title={t("peopleHead")}>
          <PastPeople callId={call.callId} parts={call.parts} />
        </Matter>
      )}
      {call.devices.length > 0 && (
        <Matter title={t("devicesHead")}>
          <PastDevices devices={call.devices} />
        </Matter>
      )}
    </div>
  );
}

function Head({ call }: { call: HistoryDetail }) {
  const t = useTranslations("history");
  const words = useCallWords();
  return (
    <div className="flex flex-col items-center pt-6 text-center">
      <div className="-space-x-4 flex">
        {call.people.slice(0, MOST_FACES).map((person) => (
          <Avatar key={person.id} person={person} size="lg" />
        ))}
      </div>
      <h1 className="mt-4 max-w-full text-balance break-words font-semibold text-xl tracking-tight">
        {words.who(call)}
      </h1>
      <p className={`mt-1 flex flex-wrap items-center justify-center gap-x-2 ${tone(call)}`}>
        <span>
          {words.ended(call)}
          {call.durationMs !== null && ` · ${words.duration(call.durationMs)}`}
        </span>
        {call.durationMs !== null && <CallSeal isEncrypted={call.isEncrypted} />}
        {call.isRunning && <Badge tone="ok">{t("running")}</Badge>}
      </p>
      <p className="text-muted text-sm">
        <LocalTime at={call.startedAt} words={words.moment} />
      </p>
      {call.topic && (
        <p className="mt-3 max-w-md text-balance break-words text-lg">{t("topic", { topic: call.topic })}</p>
      )}
      <PastActs call={call} />
    </div>
  );
}

const tone = (call: HistoryDetail): string => (call.status === "missed" ? "text-end-text" : "text-muted");

function Matter({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <SectionHead title={title} />
      <Card>{children}</Card>
    </div>
  );
}
