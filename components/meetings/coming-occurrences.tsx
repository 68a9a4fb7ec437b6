"use client";
import { CalendarCheck, CalendarX, CalendarX2, Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/dialog";
import { ListRow } from "@/components/ui/list-row";
import { Menu, MenuItem } from "@/components/ui/menu";
import { toast } from "@/components/ui/toast";
import { api } from "@/lib/api/client";
import { wallTime } from "@/lib/pure/zoned-time";
import type { ComingOccurrence, MeetingDetail } from "@/server/meetings/contract";
import { ChangeOccurrence } from "./change-occurrence";
import { useMeetingChange } from "./use-meeting-change";
import { useTopic } from "./use-topic";
import { useWhen } from "./use-when";

/** The next occurrences of a meeting that repeats; its hosts change or cancel one alone, or it and all that follow. */
export function ComingOccurrences({ meeting }: { meeting: MeetingDetail }) {
  const t = useTranslations("meetings");
  if (meeting.coming.length === 0) return null;
  return (
    <Card aria-label={t("coming")} className="pt-4 sm:pt-6">
      <h2 className="px-4 font-semibold text-base sm:px-6">{t("coming")}</h2>
      <ul aria-label={t("coming")} className="mt-1 divide-y divide-line sm:px-2">
        {meeting.coming.map((one) => (
          <Occurrence key={one.usualStart} meeting={meeting} one={one} />
        ))}
      </ul>
    </Card>
  );
}

type Props = { meeting: MeetingDetail; one: ComingOccurrence };

function Occurrence({ meeting, one }: Props) {
  const t = useTranslations("meetings");
  const { range } = useWhen();
  const { isCancelled, isChanged } = one;
  const when = range(one);
  const topic = useTopic()({ ...meeting, topic: one.topic ?? meeting.topic });
  return (
    <ListRow
      name={when}
      leading={null}
      title={<span className={isCancelled ? "text-muted line-through" : ""}>{when}</span>}
      detail={
        (isChanged || isCancelled || one.topic !== null) && (
          <span className="flex min-w-0 flex-wrap items-center gap-2">
            {isCancelled && <Badge>{t("cancelled")}</Badge>}
            {isChanged && !isCancelled && <Badge tone="accent">{t("changed")}</Badge>}
            {one.topic !== null && <span className="min-w-0 break-words">{topic}</span>}
          </span>
        )
      }
      actions={meeting.host && <Acts meeting={meeting} one={one} when={when} />}
    />
  );
}

function Acts({ meeting, one, when }: Props & { when: string }) {
  const t = useTranslations("meetings");
  const { run } = useMeetingChange();
  const [open, setOpen] = useState<"change" | "cancel" | "cancelFollowing" | null>(null);
  const { meetingId, sequence, topic, timeZone } = meeting;
  const { usualStart } = one;

  async function cancel(withFollowing: boolean) {
    const isDone = await run(async () => {
      await api.meetings.cancelOccurrence.mutate({ meetingId, usualStart, withFollowing });
      return true;
    });
    if (isDone) toast(t(withFollowing ? "followingCancelled" : "oneCancelled"));
  }
  async function restore() {
    const as = {
      startsAt: wallTime(one.startsAt, timeZone ?? "UTC").slice(0, 16),
      minutes: (one.endsAt - one.startsAt) / 60_000,
      topic: one.topic ?? topic,
    };
    const input = { meetingId, sequence, usualStart, ...as };
    if (await run(() => api.meetings.changeOccurrence.mutate(input))) toast(t("oneRestored"));
  }

  return (
    <>
      <Menu label={t("moreOfOne", { when })}>
        {one.isCancelled ? (
          <MenuItem icon={<CalendarCheck aria-hidden="true" />} onSelect={restore}>
            {t("restoreOne")}
          </MenuItem>
        ) : (
          <>
            <MenuItem icon={<Pencil aria-hidden="true" />} onSelect={() => setOpen("change")}>
              {t("changeOne")}
            </MenuItem>
            <MenuItem icon={<CalendarX aria-hidden="true" />} isHarmful onSelect={() => setOpen("cancel")}>
              {t("cancelOne")}
            </MenuItem>
            <MenuItem
              icon={<CalendarX2 aria-hidden="true" />}
              isHarmful
              onSelect={() => setOpen("cancelFollowing")}
            >
              {t("cancelFollowing")}
            </MenuItem>
          </>
        )}
      </Menu>
      <ConfirmDialog
        isOpen={open === "cancel"}
        onClose={() => setOpen(null)}
        title={t("cancelOneTitle")}
        text={t("cancelOneText", { when })}
        confirm={t("cancelOne")}
        cancel={t("keep")}
        onConfirm={() => cancel(false)}
      />
      <ConfirmDialog
        isOpen={open === "cancelFollowing"}
        onClose={() => setOpen(null)}
        title={t("cancelFollowingTitle")}
        text={t("cancelFollowingText", { when })}
        confirm={t("cancelFollowing")}
        cancel={t("keep")}
        onConfirm={() => cancel(true)}
      />
      {open === "change" && <ChangeOccurrence meeting={meeting} one={one} onClose={() => setOpen(null)} />}
    </>
  );
}
