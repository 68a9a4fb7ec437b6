"use client";
import { Activity, useState } from "react";
import { LateStage } from "@/components/stage/late-stage";
import type { Trouble } from "@/lib/api/problem-of";
import { forgetEnd } from "@/lib/call/session";
import type { DoorLook } from "@/server/meetings/contract";
import { Entrance } from "./entrance";
import type { Fields } from "./entrance-form";
import { MeetingOver } from "./meeting-over";
import { useEndWarning } from "./use-end-warning";
import { useHostLink } from "./use-host-link";
import { useAtDoor, usePrepared, useSessionOf } from "./use-door";

type MeetingDoorProps = { look: DoorLook; onTrouble?: (trouble: Trouble | null) => void };

/** A meeting's address on this tab: the way in, beneath it the stage that going in will show, the meeting, or why it is over. */
export function MeetingDoor({ look, onTrouble }: MeetingDoorProps) {
  // First: what comes after takes the whole fragment away.
  useHostLink(look);
  usePrepared(look);
  const { callId, isOver, ahead } = useSessionOf(look);
  useAtDoor(look, callId === null);
  useEndWarning(look.meetingId, isOver ? null : callId);
  // What a preview has handed over is gone: each attempt has one of its own.
  const [attempt, setAttempt] = useState(0);
  const [given, setGiven] = useState<Fields>({});
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const again = () => {
    forgetEnd();
    setTrouble(null);
    setAttempt(attempt + 1);
  };
  if (callId && isOver)
    return <MeetingOver meetingId={look.meetingId} isGuest={look.isGuest} onRejoin={again} />;
  const fail = (why: Trouble) => {
    setTrouble(why);
    setAttempt((one) => one + 1);
  };
  const drawn = callId ?? ahead;
  return (
    <>
      {callId === null && (
        <Entrance
          key={attempt}
          look={look}
          given={given}
          onGiven={setGiven}
          before={trouble}
          onTrouble={onTrouble}
          onFailed={fail}
        />
      )}
      {drawn && (
        <Activity key={drawn} mode={callId ? "visible" : "hidden"}>
          <LateStage callId={drawn} isShown={callId !== null} isAddressed />
        </Activity>
      )}
    </>
  );
}
