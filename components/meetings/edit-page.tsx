"use client";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { ProblemState } from "@/components/problem/problem-state";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { api } from "@/lib/api/client";
import { queries } from "@/lib/api/queries";
import type { MeetingDetail } from "@/server/meetings/contract";
import { type FormValues, meetingIn, timesIn, valuesOf } from "./form-values";
import { MeetingForm } from "./meeting-form";
import { useMeetingChange } from "./use-meeting-change";

/** Changes a meeting. Nothing that others change meanwhile is typed over: the server says so. */
export function EditPage({ meetingId }: { meetingId: string }) {
  const { data, error, refetch } = useQuery({
    ...queries.meeting(meetingId),
    refetchOnWindowFocus: false,
  });
  if (data?.host) return <Edit key={data.sequence} meeting={data} />;
  if (error) return <ProblemState error={error} onRetry={refetch} />;
  return <Skeleton className="h-96 w-full rounded-lg!" />;
}

function Edit({ meeting }: { meeting: MeetingDetail }) {
  const t = useTranslations("meetings");
  const router = useRouter();
  const { run, isBusy } = useMeetingChange();
  const { meetingId, sequence, host } = meeting;

  async function save(values: FormValues) {
    const hasTimes = !meeting.isPersonal && values.startsAt !== "";
    const saved = await run(() =>
      api.meetings.edit.mutate({
        meetingId,
        sequence,
        ...meetingIn(values),
        ...(hasTimes && { times: timesIn(values) }),
        ...(values.removesPassword && { password: null }),
      }),
    );
    if (!saved) return;
    toast(t("saved"));
    router.push(`/meetings/${meetingId}`);
  }

  return (
    <MeetingForm
      note={meeting.otherSeries.length > 0 && <EditFrom meeting={meeting} />}
      initial={valuesOf(meeting)}
      isNew={false}
      hasTimes={!meeting.isPersonal && meeting.startsAt !== null}
      hasPassword={host?.hasPassword ?? false}
      canMail={host?.canMail ?? false}
      isBusy={isBusy}
      act={t("save")}
      onSubmit={save}
    />
  );
}

/** The form is about the newest series of a meeting alone. */
function EditFrom({ meeting }: { meeting: MeetingDetail }) {
  const t = useTranslations("meetings");
  const format = useFormatter();
  const day = format.dateTime(Date.parse(`${meeting.firstStart}Z`), { dateStyle: "long", timeZone: "UTC" });
  return <p className="text-pretty text-muted">{t("editFrom", { day })}</p>;
}
