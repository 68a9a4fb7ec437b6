"use client";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Choices } from "@/components/ui/choices";
import { Field } from "@/components/ui/field";
import { Modal } from "@/components/ui/modal";
import { toast } from "@/components/ui/toast";
import { api } from "@/lib/api/client";
import { wallTime } from "@/lib/pure/zoned-time";
import type { ComingOccurrence, MeetingDetail } from "@/server/meetings/contract";
import { hereZone } from "./form-values";
import { LengthField } from "./length-field";
import { useMeetingChange } from "./use-meeting-change";

const reaches = ["onlyThis", "withFollowing"] as const;

type Props = { meeting: MeetingDetail; one: ComingOccurrence; onClose: () => void };

/** Changes one occurrence of a meeting that repeats, or it and all that follow. Its times are on the clocks of the meeting. */
export function ChangeOccurrence({ meeting, one, onClose }: Props) {
  const t = useTranslations("meetings");
  const close = useTranslations("common")("close");
  const { run, isBusy } = useMeetingChange();
  const timeZone = meeting.timeZone ?? "UTC";
  // As it was when this was opened: what another host changes meanwhile is not typed over.
  const [sequence] = useState(meeting.sequence);
  const [topic, setTopic] = useState(one.topic ?? meeting.topic);
  const [startsAt, setStartsAt] = useState(wallTime(one.startsAt, timeZone).slice(0, 16));
  const [minutes, setMinutes] = useState((one.endsAt - one.startsAt) / 60_000);
  const [reach, setReach] = useState<(typeof reaches)[number]>("onlyThis");
  const { meetingId } = meeting;
  const { usualStart } = one;

  async function save(event: FormEvent) {
    event.preventDefault();
    const withFollowing = reach === "withFollowing";
    const input = { meetingId, usualStart, sequence, startsAt, minutes, topic, withFollowing };
    if (!(await run(() => api.meetings.changeOccurrence.mutate(input)))) return;
    toast(t("saved"));
    onClose();
  }

  return (
    <Modal isOpen onClose={onClose} title={t("changeOne")} close={close}>
      <form onSubmit={save} className="-m-1 grid gap-4 overflow-y-auto p-1">
        <Field
          label={t("topic")}
          placeholder={t("topicHint")}
          autoComplete="off"
          maxLength={140}
          value={topic}
          onChange={(event) => setTopic(event.target.value)}
        />
        <Field
          label={t("start")}
          hint={timeZone === hereZone() ? undefined : t("zone", { zone: timeZone.replaceAll("_", " ") })}
          type="datetime-local"
          required
          value={startsAt}
          onChange={(event) => setStartsAt(event.target.value)}
        />
        <LengthField minutes={minutes} onChoose={setMinutes} />
        <Choices
          label={t("reach")}
          values={reaches}
          chosen={reach}
          words={(value) => ({ title: t(value), text: t(`${value}Text`) })}
          onChoose={setReach}
        />
        <p className="text-pretty text-muted text-sm">{t("changeTold")}</p>
        <Button type="submit" tone="primary" size="lg" wide isBusy={isBusy} disabled={startsAt === ""}>
          {t("save")}
        </Button>
      </form>
    </Modal>
  );
}
