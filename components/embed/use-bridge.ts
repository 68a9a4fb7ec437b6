"use client";
import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useRef } from "react";
import { toast } from "@/components/ui/toast";
import { callSession, leaveCall, want } from "@/lib/call/session";
import { type Bridge, openBridge } from "@/lib/embed/bridge";
import type { Command } from "@/lib/embed/protocol";
import { type Known, stateOf } from "@/lib/embed/state";
import { guestDoor } from "@/lib/live/guest-door";
import { liveState } from "@/lib/live/live-store";
import { slugOfCall } from "@/lib/meeting/link";
import { rightsIn } from "@/lib/meeting/rights";
import type { DoorLook } from "@/server/meetings/contract";

/** How it stands with the meeting on this page now. */
function knownOf({ slug, meetingId, isGuest }: DoorLook): Omit<Known, "problem"> {
  const live = liveState.value;
  const session = callSession.value;
  const callId = session.phase === "idle" ? null : session.callId;
  const isHere = callId !== null && slugOfCall(callId) === slug;
  const entry = live?.entries.find((one) => one.meetingId === meetingId);
  return {
    session: isHere ? session : null,
    call: isHere && live?.call?.callId === callId ? live.call : null,
    standing: (isGuest ? guestDoor.value : entry)?.state ?? "outside",
  };
}

/**
 * Lets the site around this page know how it stands, and do what this person could do here. `look` is null where there is no meeting;
 * `problem` is the code of what last stood in the way. Does nothing on a page of its own.
 */
export function useBridge(
  origins: readonly string[],
  look: DoorLook | null,
  problem: string | null,
  onName: (name: string) => void,
): void {
  const t = useTranslations("embed");
  const bridge = useRef<Bridge | null>(null);
  const obey = useEffectEvent((command: Command) => {
    if (command.command === "leave") return void leaveCall().catch(() => {});
    const { session, call } = look ? knownOf(look) : {};
    if (!session || session.phase === "idle" || session.phase === "over") return;
    const { command: source, isOn } = command;
    if (session.sending[source] === isOn) return;
    const may = rightsIn(call ?? null);
    if (isOn && !(source === "microphone" ? may.unmute : may.camera)) return;
    want(source, isOn);
    // Nobody is heard or seen by another's doing without being told.
    if (isOn) toast(t(source));
  });
  const show = useEffectEvent(() => {
    const known = look ? knownOf(look) : { session: null, call: null, standing: "outside" as const };
    bridge.current?.show(stateOf({ ...known, problem }));
  });
  const learnName = useEffectEvent(onName);

  const sites = origins.join(" ");
  useEffect(() => {
    if (window.parent === window || !sites) return;
    const ends = { self: window, parent: window.parent };
    const opened = openBridge(sites.split(" "), ends, { onCommand: obey, onName: learnName });
    bridge.current = opened;
    show();
    const stores = [callSession, liveState, guestDoor];
    const stops = stores.map((store) => store.subscribe(() => show()));
    return () => {
      for (const stop of stops) stop();
      opened.close();
      bridge.current = null;
    };
  }, [sites]);
  useEffect(() => show());
}
