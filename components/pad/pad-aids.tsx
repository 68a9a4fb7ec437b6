"use client";
import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useRef } from "react";
import { useWriterNames } from "@/components/chat/use-writer-names";
import { usePassing } from "@/components/chat/use-passing";
import { Hint } from "@/components/stage/hint";
import { useStore } from "@/components/use-store";
import { sidePanel } from "@/lib/call/side-panel";
import type { LiveCall } from "@/server/live/contract";
import { usePad } from "./use-pad";

/** Says once that somebody writes notes, to who does not have them open. */
export function PadAids({ call }: { call: LiveCall }) {
  const t = useTranslations("pad");
  const names = useWriterNames(call);
  const { state } = usePad(call.callId);
  const shown = useStore(sidePanel);
  const isOpen = shown?.panel === "notes" && shown.callId === call.callId;
  const isTold = useRef(false);
  const [notice, show] = usePassing();
  const writer = state?.writing[0] ?? null;
  const tell = useEffectEvent((from: string) => {
    if (!isTold.current && !isOpen) show(t("new", { name: names(from) }));
    isTold.current = true;
  });
  useEffect(() => {
    if (writer !== null) tell(writer);
  }, [writer]);
  return (
    <div role="status" aria-live="polite" className={isOpen ? "sr-only" : "grid justify-items-center"}>
      {notice && <Hint>{notice}</Hint>}
    </div>
  );
}
