"use client";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { Flag } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { Choices } from "@/components/history/choices";
import { useAttempt } from "@/components/problem/use-attempt";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { LocalTime } from "@/components/ui/local-time";
import { toast } from "@/components/ui/toast";
import { api } from "@/lib/api/client";
import { queries } from "@/lib/api/queries";
import { type Report, type ReportOutcome, reportStates } from "@/server/reports/contract";
import { PageByPage } from "./page-by-page";

/** What people have reported of others: what waits for somebody to look, and what came of the rest. */
export function ReportList() {
  const t = useTranslations("admin.reports");
  const [state, setState] = useState<(typeof reportStates)[number]>("open");
  const query = useInfiniteQuery(queries.admin.reports(state));
  return (
    <div className="grid grid-cols-1 gap-4">
      <Choices
        label={t("stateLabel")}
        value={state}
        options={reportStates.map((value) => ({ value, label: t(`state.${value}`) }))}
        onChoose={setState}
      />
      <p className="text-muted text-sm">{t("warnedText")}</p>
      <PageByPage
        query={query}
        label={t("list")}
        itemsOf={(page) => page.reports}
        empty={<EmptyState icon={<Flag />} title={t("none")} text={t("noneText")} />}
        Row={Row}
      />
    </div>
  );
}

function Row({ item: report }: { item: Report }) {
  const t = useTranslations("admin.reports");
  const reasons = useTranslations("report.reasons");
  const format = useFormatter();
  const { about, from, call, words, settled } = report;
  const time = (at: Date) =>
    format.dateTime(at, { dateStyle: "medium", timeStyle: "short", timeZone: undefined });
  return (
    <li aria-label={t("about", { name: about.name })} className="grid gap-3 p-4">
      <div className="flex min-w-0 items-center gap-3">
        <Avatar person={about} />
        <div className="min-w-0 flex-1">
          <p className="flex items-center gap-2">
            <span className="truncate font-medium">{about.name}</span>
            {about.isSuspended && <Badge tone="alarm">{t("suspended")}</Badge>}
          </p>
          <p className="truncate text-muted text-sm">@{about.handle}</p>
        </div>
      </div>
      <div className="min-w-0">
        <p className="font-medium text-sm">{reasons(report.reason)}</p>
        {words && <p className="whitespace-pre-wrap break-words text-sm">{words}</p>}
      </div>
      <p className="text-muted text-sm">
        {from ? t("from", { name: `${from.name} (@${from.handle})` }) : t("fromNobody")}
        {", "}
        <LocalTime at={report.at} words={time} />
        {call && (
          <>
            {". "}
            <LocalTime at={call.startedAt} words={(at) => t(`in.${call.kind}`, { when: time(at) })} />
          </>
        )}
      </p>
      {settled ? (
        <p className="text-muted text-sm">
          {t(`outcomes.${settled.outcome}`, { name: settled.by?.name ?? t("nobody") })}
          {", "}
          <LocalTime at={settled.at} words={time} />
        </p>
      ) : (
        <Acts report={report} />
      )}
    </li>
  );
}

function Acts({ report: { id: reportId, about } }: { report: Report }) {
  const t = useTranslations("admin.reports");
  const cancel = useTranslations("admin")("cancel");
  const cache = useQueryClient();
  const { isBusy, attempt } = useAttempt();
  const [isAsking, setAsking] = useState(false);
  const settle = async (outcome: ReportOutcome) => {
    if (await attempt(() => api.admin.settleReport.mutate({ reportId, outcome }))) toast(t("settledNow"));
    await cache.invalidateQueries({ queryKey: ["admin"] });
  };
  return (
    <div className="flex flex-wrap gap-2">
      <Button disabled={isBusy} onClick={() => void settle("dismissed")}>
        {t("acts.dismissed")}
      </Button>
      <Button disabled={isBusy} onClick={() => void settle("warned")}>
        {t("acts.warned")}
      </Button>
      <Button tone="end" disabled={isBusy} onClick={() => setAsking(true)}>
        {t("acts.suspended")}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={t("suspendTitle", { name: about.name })}
        text={t("suspendText")}
        confirm={t("acts.suspended")}
        cancel={cancel}
        onConfirm={() => void settle("suspended")}
      />
    </div>
  );
}
