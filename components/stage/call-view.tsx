"use client";
import { useTranslations } from "next-intl";
import { type CSSProperties, useRef } from "react";
import { useIsChatOpen } from "@/components/chat/chat-button";
import { LateChatPanel } from "@/components/chat/late-chat";
import { LostEffect } from "@/components/effects/lost-effect";
import { SecurityContext } from "@/components/e2ee/security-context";
import { LateArriving, LateCompanionControls, LateMoveNotice } from "@/components/handoff/late-handoff";
import { NetworkNotice } from "@/components/media-quality/network-notice";
import { LatePadPanel } from "@/components/pad/late-pad";
import { LateQuestionsPanel } from "@/components/questions/late-questions";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { useStore } from "@/components/use-store";
import { tilesOf } from "@/lib/call/roster";
import { showPanel, sidePanel } from "@/lib/call/side-panel";
import { stageLayout } from "@/lib/call/stage-layout";
import { showChat } from "@/lib/chat/news";
import { isLoud, lockOf, securityOf } from "@/lib/call/security-state";
import { unlockSound } from "@/lib/call/session";
import { slugOfCall } from "@/lib/meeting/link";
import type { RunningSession } from "@/lib/call/session-state";
import { liveState } from "@/lib/live/live-store";
import type { LiveCall } from "@/server/live/contract";
import { Spinner } from "@/components/ui/spinner";
import { Backdrop } from "./backdrop";
import { CallHeader } from "./call-header";
import { Controls } from "./controls";
import { LateCallAids, LateHeldBar, LatePeoplePanel } from "./late-parts";
import { Outgoing } from "./outgoing";
import { RoomContext } from "./room";
import { SelfView } from "./self-view";
import { Tiles } from "./tiles";
import { Trouble } from "./trouble";
import { useFading } from "./use-fading";

type Placed = CSSProperties & { "--stage-top": string };

/** A running call: dark, content edge to edge, bars that fade while nothing moves. */
export function CallView({ session, call }: { session: RunningSession; call: LiveCall | null }) {
  const t = useTranslations("stage");
  const handoff = useTranslations("handoff");
  const stage = useRef<HTMLElement>(null);
  const shown = useStore(sidePanel);
  const live = useStore(liveState);
  const { isSelfViewHidden } = useStore(stageLayout);
  const held = live?.held.find((one) => one.callId !== session.callId);
  const from = live?.elsewhere.find((one) => one.callId === session.callId)?.deviceName ?? "";
  const { role } = session;
  // A device that joins a running call has no picture of it at first, and calls nobody.
  const isMeeting = session.callId !== null && slugOfCall(session.callId) !== null;
  const isEntering = (role !== "active" || isMeeting) && !call;
  const isCalling = !call || call.state === "ringing";
  const isChatOpen = useIsChatOpen(session.callId) && !isCalling;
  const hasPanel = shown !== null && shown.callId === session.callId && !isCalling && !isChatOpen;
  const panel = hasPanel ? shown.panel : null;
  const closeChat = () => session.callId && showChat(session.callId, false);
  const closePanel = () => session.callId && showPanel(session.callId, null);
  const turnPeople = () => session.callId && showPanel(session.callId, panel === "people" ? null : "people");
  const isFaded = useFading(stage) && !isCalling && session.phase === "connected";
  const isGroup = !isCalling && tilesOf(call.participants).length > 1;
  const { room, sending } = session;
  const hasSelf = sending.camera && !isSelfViewHidden;
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
      <div className={`absolute inset-0 ${panel || isChatOpen ? "sm:right-88" : ""}`}>
        {isEntering ? (
          <Backdrop>
            <Spinner />
          </Backdrop>
        ) : isCalling || !room ? (
          <Outgoing call={call} media={session.media} />
        ) : (
          <RoomContext.Provider value={room}>
            <SecurityContext.Provider value={security}>
              {isMeeting && tilesOf(call.participants).length === 0 && (
                <p role="status" className="absolute inset-0 flex items-center justify-center text-muted">
                  {t("alone")}
                </p>
              )}
              <Tiles
                callId={call.callId}
                participants={call.participants}
                hasSelf={hasSelf}
                spotlight={call.meeting?.spotlight ?? null}
              />
            </SecurityContext.Provider>
          </RoomContext.Provider>
        )}
        {room && (isCalling || hasSelf) && (
          <RoomContext.Provider value={room}>
            <SelfView isCameraOn={sending.camera} isMuted={!sending.microphone} isGroup={isGroup} />
            {!isCalling && <NetworkNotice isCameraOn={sending.camera} />}
          </RoomContext.Provider>
        )}
        <div data-faded={isFaded || undefined} className="group/bars">
          <CallHeader
            call={call}
            connection={session}
            security={security}
            isPanelOpen={panel === "people"}
            onPanel={turnPeople}
          />
          <div className="fades pointer-events-none absolute inset-x-0 bottom-0 grid justify-items-center *:pointer-events-auto gap-3 bg-linear-to-t from-black/70 to-transparent px-3 pt-10 pb-[max(1.25rem,env(safe-area-inset-bottom))]">
            <Trouble trouble={session.trouble} />
            <LostEffect />
            <LateCallAids session={session} call={isCalling ? null : call} />
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
      {isChatOpen && <LateChatPanel call={call} onClose={closeChat} />}
      {panel === "notes" && call && <LatePadPanel call={call} onClose={closePanel} />}
      {panel === "questions" && call && <LateQuestionsPanel call={call} onClose={closePanel} />}
      {panel === "people" && call && (
        <RoomContext.Provider value={room}>
          <LatePeoplePanel call={call} onClose={closePanel} />
        </RoomContext.Provider>
      )}
    </main>
  );
}
