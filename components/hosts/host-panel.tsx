"use client";
import { useTranslations } from "next-intl";
import { useAttempt } from "@/components/problem/use-attempt";
import type { MoreProps } from "@/components/stage/more-entry";
import { Button } from "@/components/ui/button";
import { Switch } from "@/components/ui/switch";
import { toast } from "@/components/ui/toast";
import { api } from "@/lib/api/client";
import type { LiveMeeting } from "@/server/live/contract";
import { EndForAll } from "./end-for-all";
import { useSaveAttendance } from "./use-save-attendance";

const allowed: (keyof LiveMeeting["allowed"])[] = [
  "unmute",
  "video",
  "screenShare",
  "chat",
  "questions",
  "rename",
  "muteOnEntry",
];

/** What hosts settle for everybody in the meeting that runs. */
export function HostPanel({ call, onClose }: MoreProps) {
  const t = useTranslations("hosts");
  const { isBusy, attempt } = useAttempt();
  const save = useSaveAttendance();
  const { meeting } = call;
  if (!meeting) return null;
  const { meetingId } = meeting;
  const muteAll = async () => {
    const count = await api.host.muteAll.mutate({ meetingId });
    toast(t("mutedAll", { count }));
  };
  return (
    <div className="grid gap-3 p-2">
      <div className="grid gap-1">
        <Switch
          label={t("lock")}
          text={t("lockText")}
          isOn={meeting.isLocked}
          disabled={isBusy}
          onChange={(isLocked) => void attempt(() => api.host.lock.mutate({ meetingId, isLocked }))}
        />
        {allowed.map((name) => (
          <Switch
            key={name}
            label={t(`allow.${name}`)}
            isOn={meeting.allowed[name]}
            disabled={isBusy}
            onChange={(isOn) =>
              void attempt(() => api.host.allow.mutate({ meetingId, allowed: { [name]: isOn } }))
            }
          />
        ))}
      </div>
      <div className="grid gap-2">
        <Button size="md" disabled={isBusy} onClick={() => void attempt(muteAll)}>
          {t("muteAll")}
        </Button>
        <Button size="md" disabled={isBusy} onClick={() => void attempt(() => save(meetingId, call.topic))}>
          {t("attendance")}
        </Button>
        {meeting.role === "host" && (
          <EndForAll meetingId={meetingId} className="sm:hidden" onDone={onClose} />
        )}
      </div>
    </div>
  );
}
