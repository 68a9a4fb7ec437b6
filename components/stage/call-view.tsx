"use client";
import { RoomContext } from "@livekit/components-react";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { Button } from "@/components/ui/button";
import { unlockSound } from "@/lib/call/session";
import type { RunningSession } from "@/lib/call/session-state";
import type { LiveCall } from "@/server/live/contract";
import { CallHeader } from "./call-header";
import { Controls } from "./controls";
import { Outgoing } from "./outgoing";
import { SelfView } from "./self-view";
import { Tiles } from "./tiles";
import { Trouble } from "./trouble";
import { useCallKeys } from "./use-call-keys";
import { useFading } from "./use-fading";

/** A running call: dark, content edge to edge, bars that fade while nothing moves. */
export function CallView({ session, call }: { session: RunningSession; call: LiveCall | null }) {
  const t = useTranslations("stage");
  const stage = useRef<HTMLElement>(null);
  const isCalling = !call || call.state === "ringing";
  const isFaded = useFading(stage) && !isCalling;
  useCallKeys(session.sending);
  const others = call?.participants.filter((one) => !one.isMe) ?? [];
  const { room } = session;

  return (
    <main
      ref={stage}
      data-scheme="dark"
      className={`fixed inset-0 overflow-hidden bg-paper text-ink ${isFaded ? "cursor-none" : ""}`}
    >
      {isCalling || !room ? (
        <Outgoing call={call} media={session.media} />
      ) : (
        <RoomContext.Provider value={room}>
          <Tiles people={others} />
        </RoomContext.Provider>
      )}
      {room && (
        <RoomContext.Provider value={room}>
          <SelfView isCameraOn={session.sending.camera} isMuted={!session.sending.microphone} />
        </RoomContext.Provider>
      )}
      <div
        className={`transition-opacity duration-150 focus-within:opacity-100 ${isFaded ? "opacity-0" : ""}`}
      >
        <CallHeader call={call} phase={session.phase} />
        <div className="absolute inset-x-0 bottom-0 grid justify-items-center gap-3 bg-linear-to-t from-black/70 to-transparent px-3 pt-10 pb-[max(1.25rem,env(safe-area-inset-bottom))]">
          <Trouble trouble={session.trouble} />
          {!session.canPlaySound && (
            <Button tone="primary" onClick={() => void unlockSound()}>
              {t("sound")}
            </Button>
          )}
          <Controls session={session} isCalling={isCalling} />
        </div>
      </div>
    </main>
  );
}
