"use client";
import { DoorOpen } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ownRoom } from "@/lib/meeting/make-meeting";
import { useMeetingChange } from "./use-meeting-change";

/** The person's own room: made when it is looked at first. */
export function OwnRoom() {
  const t = useTranslations("meetings");
  const router = useRouter();
  const { run, isBusy } = useMeetingChange();
  const open = async () => {
    const room = await run(ownRoom);
    if (room) router.push(`/meetings/${room.meetingId}`);
  };
  return (
    <Card aria-label={t("room")} className="flex items-center gap-3 p-4">
      <DoorOpen aria-hidden="true" className="size-6 shrink-0 text-accent-text" />
      <div className="min-w-0 flex-1">
        <h2 className="font-semibold text-base">{t("room")}</h2>
        <p className="text-pretty text-muted text-sm">{t("roomText")}</p>
      </div>
      <Button isBusy={isBusy} onClick={open}>
        {t("roomOpen")}
      </Button>
    </Card>
  );
}
