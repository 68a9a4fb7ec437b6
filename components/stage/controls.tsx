"use client";
import { Mic, MicOff, MonitorUp, MonitorX, PhoneOff, Video, VideoOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { HandButton } from "@/components/chat/hand-button";
import { SignMenu } from "@/components/chat/sign-menu";
import { MoveButton } from "@/components/handoff/move-button";
import { IconButton } from "@/components/ui/icon-button";
import { leaveCall, want } from "@/lib/call/session";
import { rightsIn } from "@/lib/meeting/rights";
import { slugOfCall } from "@/lib/meeting/link";
import type { RunningSession } from "@/lib/call/session-state";
import type { LiveCall } from "@/server/live/contract";
import { LateEndForAll } from "./late-parts";
import { MoreMenu } from "./more-menu";

/** Without an account there is no other device to move to. */
const isGuest = (call: LiveCall): boolean => call.participants.some((one) => one.isMe && one.isGuest);

/** What can be done in a call, before it was answered in none: a large target for each, none under 44 px, all of them at 320 px. */
export function Controls({ session, call }: { session: RunningSession; call: LiveCall | null }) {
  const t = useTranslations("stage");
  const off = useTranslations("hosts.off");
  const may = rightsIn(call);
  const { microphone, camera, share } = session.sending;
  const canShare = typeof navigator !== "undefined" && "getDisplayMedia" in (navigator.mediaDevices ?? {});
  const isCalling = call === null;
  const isMeeting =
    call?.meetingId != null || (session.callId !== null && slugOfCall(session.callId) !== null);
  const isReady = session.phase !== "connecting";
  return (
    <div
      role="toolbar"
      aria-label={t("controls")}
      className="flex items-center gap-2 max-[359px]:gap-1.5 max-[359px]:[&>button]:size-11 sm:gap-4"
    >
      <IconButton
        size="lg"
        disabled={!isReady || (!may.unmute && !microphone)}
        aria-description={may.unmute ? undefined : off("microphone")}
        tone={microphone || !isReady ? "secondary" : "primary"}
        label={t(microphone ? "muteMicrophone" : "unmuteMicrophone")}
        onClick={() => want("microphone", !microphone)}
      >
        {microphone ? <Mic aria-hidden="true" /> : <MicOff aria-hidden="true" />}
      </IconButton>
      <IconButton
        size="lg"
        disabled={!isReady || (!may.camera && !camera)}
        aria-description={may.camera ? undefined : off("camera")}
        tone="secondary"
        label={t(camera ? "cameraOff" : "cameraOn")}
        onClick={() => want("camera", !camera)}
      >
        {camera ? <Video aria-hidden="true" /> : <VideoOff aria-hidden="true" />}
      </IconButton>
      {canShare && !isCalling && (
        <IconButton
          size="lg"
          disabled={!isReady || (!may.screenShare && !share)}
          aria-description={may.screenShare ? undefined : off("share")}
          tone={share ? "primary" : "secondary"}
          label={t(share ? "stopSharing" : "share")}
          onClick={() => want("share", !share)}
        >
          {share ? <MonitorX aria-hidden="true" /> : <MonitorUp aria-hidden="true" />}
        </IconButton>
      )}
      {call && <HandButton call={call} />}
      {call && <SignMenu session={session} call={call} isCrowded={canShare && !isGuest(call)} />}
      {call && !isGuest(call) && <MoveButton call={call} />}
      {call && <MoreMenu session={session} call={call} />}
      <IconButton
        size="lg"
        tone="end"
        label={t(isMeeting ? "leave" : isCalling ? "cancel" : "end")}
        onClick={() => void leaveCall().catch(() => {})}
      >
        <PhoneOff aria-hidden="true" />
      </IconButton>
      {call?.meeting?.role === "host" && (
        <LateEndForAll meetingId={call.meeting.meetingId} className="max-sm:hidden" />
      )}
    </div>
  );
}
