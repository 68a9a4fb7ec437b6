"use client";
import { Track } from "livekit-client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useAttempt } from "@/components/problem/use-attempt";
import { useRoom } from "@/components/stage/room";
import { Button } from "@/components/ui/button";
import { api } from "@/lib/api/client";
import { kick } from "@/lib/call/session";
import type { LiveMeeting, Participant } from "@/server/live/contract";
import { RenameGuest } from "./rename-guest";

type Props = { meeting: LiveMeeting; participant: Participant };

/** What a host does with somebody in the meeting: each a press, and removing asks once more. */
export function PersonActs({ meeting, participant }: Props) {
  const t = useTranslations("hosts");
  const { isBusy, attempt } = useAttempt();
  const [open, setOpen] = useState<"remove" | "rename" | null>(null);
  const { meetingId, role, spotlight } = meeting;
  const { participantId, person, meetingRole, isGuest, isCameraStopped } = participant;
  const sends = useSends(participant);
  const which = { meetingId, participantId };
  const { name } = person;
  const isBelow = meetingRole === "participant" || (meetingRole === "co_host" && role === "host");
  const isLit = spotlight === participantId;
  const act = (label: string, work: () => Promise<unknown>) => (
    <Button size="md" disabled={isBusy} onClick={() => void attempt(work)}>
      {label}
    </Button>
  );
  const remove = async () => {
    const devices = [participant.admissionId, ...participant.besides.map((one) => one.admissionId)];
    if (await attempt(() => api.host.remove.mutate(which))) kick(devices.flatMap((id) => id ?? []));
  };
  if (open === "rename") return <RenameGuest {...which} name={name} onDone={() => setOpen(null)} />;
  return (
    <div role="group" aria-label={t("actsOn", { name })} className="mb-2 grid gap-2 rounded-md bg-wash p-3">
      <div className="flex flex-wrap gap-2 [&>button]:bg-card">
        {sends.microphone
          ? act(t("mute"), () => api.host.mute.mutate(which))
          : act(t("askToUnmute"), () => api.host.askToUnmute.mutate(which))}
        {isBelow &&
          sends.camera &&
          !isCameraStopped &&
          act(t("stopCamera"), () => api.host.allowCamera.mutate({ ...which, isAllowed: false }))}
        {isBelow &&
          isCameraStopped &&
          act(t("allowCamera"), () => api.host.allowCamera.mutate({ ...which, isAllowed: true }))}
        {act(t(isLit ? "spotlightOff" : "spotlight"), () =>
          api.host.spotlight.mutate({ meetingId, participantId: isLit ? null : participantId }),
        )}
        {isGuest && (
          <Button size="md" disabled={isBusy} onClick={() => setOpen("rename")}>
            {t("rename")}
          </Button>
        )}
        {role === "host" && !isGuest && meetingRole !== "host" && (
          <>
            {act(t(meetingRole === "co_host" ? "noCoHost" : "coHost"), () =>
              api.host.setCoHost.mutate({ ...which, isCoHost: meetingRole !== "co_host" }),
            )}
            {act(t("handOver"), () => api.host.handOver.mutate(which))}
          </>
        )}
        {isBelow && open !== "remove" && (
          <Button size="md" disabled={isBusy} onClick={() => setOpen("remove")}>
            {t("remove")}
          </Button>
        )}
      </div>
      {open === "remove" && (
        <div className="grid gap-2">
          <p className="text-pretty text-sm">{t("removeText", { name })}</p>
          <div className="flex flex-wrap gap-2">
            <Button size="md" tone="end" isBusy={isBusy} onClick={() => void remove()}>
              {t("removeForGood")}
            </Button>
            <Button size="md" className="bg-card" onClick={() => setOpen(null)}>
              {t("cancel")}
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}

/** Whether somebody's microphone and camera are on, as this device hears of it. */
function useSends({ admissionId }: Participant): { microphone: boolean; camera: boolean } {
  const remote = useRoom().remoteParticipants.get(admissionId ?? "");
  const isOn = (source: Track.Source) => {
    const publication = remote?.getTrackPublication(source);
    return publication !== undefined && !publication.isMuted;
  };
  return { microphone: isOn(Track.Source.Microphone), camera: isOn(Track.Source.Camera) };
}
