"use client";
import { useQuery } from "@tanstack/react-query";
import { CalendarDays } from "lucide-react";
import { useTranslations } from "next-intl";
import { ProblemState } from "@/components/problem/problem-state";
import { ButtonLink } from "@/components/ui/button";
import { Card, SectionHead } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { type Meetings, queries } from "@/lib/api/queries";
import { MeetingRow } from "./meeting-row";

/** A person's meetings: what runs and comes, then what is over. */
export function MeetingList({ initial }: { initial: Meetings }) {
  const t = useTranslations("meetings");
  const { data, error, refetch } = useQuery({ ...queries.meetings, initialData: initial });
  if (!data)
    return (
      <Card>
        {error ? (
          <ProblemState error={error} onRetry={refetch} />
        ) : (
          <SkeletonRows count={4} label={t("loading")} />
        )}
      </Card>
    );
  const { upcoming, past } = data;
  return (
    <div className="grid grid-cols-1 gap-8">
      <div>
        <SectionHead title={t("upcoming")} />
        <Card>
          {upcoming.length > 0 ? (
            <ul aria-label={t("upcoming")} className="divide-y divide-line">
              {upcoming.map((one) => (
                <MeetingRow key={one.meetingId} meeting={one} />
              ))}
            </ul>
          ) : (
            <EmptyState
              icon={<CalendarDays />}
              title={t("emptyTitle")}
              text={t("emptyText")}
              action={<ButtonLink href="/meetings/new">{t("schedule")}</ButtonLink>}
            />
          )}
        </Card>
      </div>
      {past.length > 0 && (
        <div>
          <SectionHead title={t("past")} />
          <Card>
            <ul aria-label={t("past")} className="divide-y divide-line">
              {past.map((one) => (
                <MeetingRow key={one.meetingId} meeting={one} isPast />
              ))}
            </ul>
          </Card>
        </div>
      )}
    </div>
  );
}
