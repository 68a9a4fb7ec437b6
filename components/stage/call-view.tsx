"use client";
import { useTranslations } from "next-intl";
import { type CSSProperties, useRef, useState } from "react";
import { SecurityContext } from "@/components/e2ee/security-context";
import { LateArriving, LateCompanionControls, LateMoveNotice } from "@/components/handoff/late-handoff";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { useStore } from "@/components/use-store";
import { tilesOf } from "@/lib/call/roster";
import { isLoud, lockOf, securityOf } from "@/lib/call/security-state";
import { unlockSound } from "@/lib/call/session";
import type { RunningSession } from "@/lib/call/session-state";
import { liveState } from "@/lib/live/live-store";
import type { LiveCall } from "@/server/live/contract";
import { Spinner } from "@/components/ui/spinner";
import { Backdrop } from "./backdrop";
import { CallHeader } from "./call-header";
import { Controls } from "./controls";
import { LateHeldBar, LatePeoplePanel } from "./late-parts";
import { Outgoing } from "./outgoing";
import { RoomContext } from "./room";
import { SelfView } from "./self-view";
import { Tiles } from "./tiles";
import { Trouble } from "./trouble";
import { useCallKeys } from "./use-call-keys";
import { useFading } from "./use-fading";

type Placed = CSSProperties & { "--stage-top": string };

/** A running call: dark, content edge to edge, bars that fade while nothing moves. */
export function CallView({ session, call }: { session: RunningSession; call: LiveCall | null }) {
  const t = useTranslations("stage");
  const handoff = useTranslations("handoff");
  const stage = useRef<HTMLElement>(null);
  const [hasPanel, setPanel] = useState(false);
  const live = useStore(liveState);
  const held = live?.held.find((one) => one.callId !== session.callId);
  const from = live?.elsewhere.find((one) => one.callId === session.callId)?.deviceName ?? "";
  const { role } = session;
  // A device that joins a running call has no picture of it at first, and calls nobody.
  const isEntering = role !== "active" && !call;
  const isCalling = !call || call.state === "ringing";
  const isPanelOpen = hasPanel && !isCalling;
  const isFaded = useFading(stage) && !isCalling;
  useCallKeys(session.sending, role);
  const isGroup = !isCalling && tilesOf(call.participants).length > 1;
  const { room, sending } = session;
  const security = securityOf(session.security, call);
  const hasWords = !isCalling && isLoud(lockOf(security));
  const top: Placed = { "--stage-top": `calc(${held ? 8 : 4}rem + var(--lock-line, 0rem))` };

  return (
    <main
      ref={stage}
      data-scheme="dark"
      className={`fixed inset-0 overflow-hidden bg-paper text-ink ${isFaded ? "cursor-none" : ""} ${hasWords ? "max-sm:[--lock-line:2.75rem]" : ""}`}
      style={top}
    >
      <div className={`absolute inset-0 ${isPanelOpen ? "sm:right-88" : ""}`}>
        {isEntering ? (
          <Backdrop>
            <Spinner />
          </Backdrop>
        ) : isCalling || !room ? (
          <Outgoing call={call} media={session.media} />
        ) : (
          <RoomContext.Provider value={room}>
            <SecurityContext.Provider value={security}>
              <Tiles callId={call.callId} participants={call.participants} hasSelf={sending.camera} />
            </SecurityContext.Provider>
          </RoomContext.Provider>
        )}
        {room && (
          <RoomContext.Provider value={room}>
            <SelfView isCameraOn={sending.camera} isMuted={!sending.microphone} isGroup={isGroup} />
          </RoomContext.Provider>
        )}
        <div data-faded={isFaded || undefined} className="group/bars">
          <CallHeader
            call={call}
            phase={session.phase}
            security={security}
            isPanelOpen={isPanelOpen}
            onPanel={() => setPanel(!hasPanel)}
          />
          <div className="fades absolute inset-x-0 bottom-0 grid justify-items-center gap-3 bg-linear-to-t from-black/70 to-transparent px-3 pt-10 pb-[max(1.25rem,env(safe-area-inset-bottom))]">
            <Trouble trouble={session.trouble} />
            {!session.canPlaySound && role === "active" && (
              <Button tone="primary" onClick={() => void unlockSound()}>
                {t("sound")}
              </Button>
            )}
            {role === "companion" ? (
              <LateCompanionControls session={session} />
            ) : (
              <Controls session={session} call={isCalling ? null : call} />
            )}
          </div>
        </div>
        {role === "companion" && isFaded && (
          <span className="absolute top-[max(1rem,env(safe-area-inset-top))] left-4">
            <Badge tone="accent">{handoff("companion.sign")}</Badge>
          </span>
        )}
        {held && <LateHeldBar held={held} />}
        {call?.move && role === "active" && <LateMoveNotice callId={call.callId} move={call.move} />}
        {role === "standby" && <LateArriving callId={session.callId} deviceName={from} />}
      </div>
      {isPanelOpen && <LatePeoplePanel call={call} onClose={() => setPanel(false)} />}
    </main>
  );
}
