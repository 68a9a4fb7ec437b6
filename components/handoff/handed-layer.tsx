"use client";
import { usePathname } from "next/navigation";
import { useState } from "react";
import { useStore } from "@/components/use-store";
import { comingCall } from "@/lib/call/coming-call";
import { handedHere } from "@/lib/call/handoff";
import { liveState } from "@/lib/live/live-store";
import { LateHandedDialog } from "./late-coming";

/** Asks on every page whether a call that another device hands over goes on here; the page for that asks by itself. */
export function HandedLayer() {
  const live = useStore(liveState);
  const path = usePathname();
  const coming = useStore(comingCall);
  const [put, putAway] = useState<string | null>(null);
  const handed = handedHere(live);
  if (!handed?.move || handed.move.moveId === put || handed.callId === coming) return null;
  if (path === `/call/${handed.callId}/move`) return null;
  const { moveId } = handed.move;
  return <LateHandedDialog key={moveId} handed={handed} onDone={() => putAway(moveId)} />;
}
