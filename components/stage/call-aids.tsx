"use client";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { ChatAids } from "@/components/chat/chat-aids";
import { useNames } from "@/components/people/use-names";
import type { RunningSession } from "@/lib/call/session-state";
import { HostWord } from "@/components/hosts/host-word";
import { PadAids } from "@/components/pad/pad-aids";
import { QuestionAids } from "@/components/questions/question-aids";
import { noteTalk } from "@/lib/call/talked";
import { offerShortcut } from "@/lib/shortcuts";
import type { LiveCall } from "@/server/live/contract";
import { DeviceHints } from "./device-hints";
import { canFillScreen, toggleFullScreen } from "./full-screen";
import { MutedHint } from "./muted-hint";
import { PictureInPicture } from "./picture-in-picture";
import { RoomContext } from "./room";
import { ShortcutList } from "./shortcut-list";
import { useCallKeys } from "./use-call-keys";
import { useMediaKeys } from "./use-media-keys";
import { useWakeLock } from "./use-wake-lock";

type CallAidsProps = { session: RunningSession; call: LiveCall | null };

/** What helps along in a running call: keys, hints, the small window, a screen that stays on. It loads after the stage stands. */
export function CallAids({ session, call }: CallAidsProps) {
  const t = useTranslations("stage.hints");
  const names = useNames();
  const { room, role, sending, phase } = session;
  const others = call?.participants.filter((one) => !one.isMe && one.state === "connected") ?? [];
  useCallKeys(session);
  useMediaKeys(session, names(others.map((one) => one.person)));
  useWakeLock();
  const callId = phase === "connected" && others.length > 0 ? session.callId : null;
  useEffect(() => {
    if (callId) noteTalk(callId);
  }, [callId]);
  useEffect(
    () => (canFillScreen() ? offerShortcut("fullScreen", () => void toggleFullScreen()) : undefined),
    [],
  );
  return (
    <RoomContext.Provider value={room}>
      <div role="status" aria-label={t("label")} className="grid justify-items-center gap-2">
        {room && role === "active" && phase === "connected" && <MutedHint isMuted={!sending.microphone} />}
        <DeviceHints />
        {call?.meeting && role === "active" && (
          <HostWord meeting={call.meeting} isMicrophoneOn={sending.microphone} />
        )}
      </div>
      {call && <ChatAids call={call} />}
      {call && <QuestionAids call={call} />}
      {call && <PadAids call={call} />}
      <ShortcutList />
      {room && call && role === "active" && <PictureInPicture session={session} call={call} />}
    </RoomContext.Provider>
  );
}
