"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { CalendarDays, Phone, PhoneOff, Video } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { ProblemState } from "@/components/problem/problem-state";
import { useAttempt } from "@/components/problem/use-attempt";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { ListRow } from "@/components/ui/list-row";
import { LocalTime } from "@/components/ui/local-time";
import { SkeletonRows } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { api } from "@/lib/api/client";
import { queries } from "@/lib/api/queries";
import type { RunningCall } from "@/server/admin/contract";

const icons = { audio: Phone, video: Video, meeting: CalendarDays };

/** Calls and meetings that run, as they come and go. */
export function RunningCalls() {
  const t = useTranslations("admin.live");
  const { data, error, refetch } = useQuery(queries.admin.running);
  return (
    <div className="grid grid-cols-1 gap-4">
      <p className="text-pretty text-muted text-sm">{t("text")}</p>
      <Card>
        {data ? (
          <List calls={data} />
        ) : error ? (
          <ProblemState error={error} onRetry={refetch} />
        ) : (
          <SkeletonRows count={3} label={t("list")} />
        )}
      </Card>
    </div>
  );
}

function List({ calls }: { calls: RunningCall[] }) {
  const t = useTranslations("admin.live");
  if (calls.length === 0) return <EmptyState icon={<Phone />} title={t("none")} text={t("noneText")} />;
  return (
    <ul aria-label={t("list")} className="divide-y divide-line">
      {calls.map((call) => (
        <Row key={call.callId} call={call} />
      ))}
    </ul>
  );
}

function Row({ call }: { call: RunningCall }) {
  const t = useTranslations("admin.live");
  const format = useFormatter();
  const Icon = icons[call.kind];
  const people = call.people.length > 0 ? format.list(call.people) : t("nobody");
  const kind = t(`kinds.${call.kind}`);
  const time = (at: Date) =>
    format.dateTime(at, { timeStyle: "short", dateStyle: "short", timeZone: undefined });
  const more = [
    call.guests > 0 && t("guests", { count: call.guests }),
    t("devices", { count: call.devices }),
    call.node && t("node", { node: call.node }),
    call.mos !== null &&
      t("score", {
        mos: format.number(call.mos, { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
      }),
  ];
  return (
    <ListRow
      name={t("named", { kind, people })}
      leading={
        <span className="flex size-12 shrink-0 items-center justify-center rounded-full bg-wash text-muted">
          <Icon aria-hidden="true" className="size-5" />
        </span>
      }
      title={
        <span className="flex min-w-0 flex-wrap items-center gap-x-2">
          <span className="min-w-0 break-words">{people}</span>
          {call.isRinging && <Badge tone="accent">{t("ringing")}</Badge>}
          {!call.isEncrypted && <Badge tone="alarm">{t("open")}</Badge>}
        </span>
      }
      detail={
        <p>
          {kind}
          {call.isEncrypted && `, ${t("encrypted")}`}
          {". "}
          <LocalTime at={call.startedAt} words={(at) => t("since", { when: time(at) })} />
          {", "}
          {more.filter(Boolean).join(", ")}
        </p>
      }
      actions={<End callId={call.callId} />}
    />
  );
}

function End({ callId }: { callId: string }) {
  const t = useTranslations("admin.live");
  const cancel = useTranslations("admin")("cancel");
  const cache = useQueryClient();
  const { isBusy, attempt } = useAttempt();
  const [isAsking, setAsking] = useState(false);
  const end = async () => {
    if (await attempt(() => api.admin.endCall.mutate({ callId }))) toast(t("ended"));
    await cache.invalidateQueries({ queryKey: queries.admin.running.queryKey });
  };
  return (
    <>
      <Button isBusy={isBusy} onClick={() => setAsking(true)}>
        <PhoneOff aria-hidden="true" className="size-4.5" />
        {t("end")}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={t("endTitle")}
        text={t("endText")}
        confirm={t("end")}
        cancel={cancel}
        onConfirm={() => void end()}
      />
    </>
  );
}
