"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Skeleton } from "@/components/ui/skeleton";
import { useIsReady } from "@/components/ui/use-is-ready";
import { makeMeeting } from "@/lib/meeting/make-meeting";
import { type FormValues, meetingIn, newValues, timesIn } from "./form-values";
import { MeetingForm } from "./meeting-form";
import { useMeetingChange } from "./use-meeting-change";

/** Schedules a meeting. The browser's clock and time zone fill the form, so it is drawn there. */
export function SchedulePage({ canMail }: { canMail: boolean }) {
  return useIsReady() ? <Schedule canMail={canMail} /> : <Skeleton className="h-96 w-full rounded-lg!" />;
}

function Schedule({ canMail }: { canMail: boolean }) {
  const t = useTranslations("meetings");
  const router = useRouter();
  const { run, isBusy } = useMeetingChange();
  // One for each intent: a request that is repeated makes no second meeting.
  const [meetingId] = useState(() => crypto.randomUUID());
  const [initial] = useState(() => newValues(Date.now()));

  async function create(values: FormValues) {
    const { isEncrypted } = values;
    const made = await run(() =>
      makeMeeting({ ...meetingIn(values), times: timesIn(values), isEncrypted }, meetingId),
    );
    if (made) router.push(`/meetings/${made.meetingId}`);
  }

  return (
    <MeetingForm
      initial={initial}
      isNew
      hasTimes
      hasPassword={false}
      canMail={canMail}
      isBusy={isBusy}
      act={t("create")}
      onSubmit={create}
    />
  );
}
