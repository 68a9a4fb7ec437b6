"use client";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from "react";
import { Hint } from "@/components/stage/hint";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { want } from "@/lib/call/session";
import type { LiveMeeting } from "@/server/live/contract";

const SHOWN_MS = 6_000;

type Props = { meeting: LiveMeeting; isMicrophoneOn: boolean };

/** What a host has done to this person, or asks of them. What was before this device came is not told. */
export function HostWord({ meeting, isMicrophoneOn }: Props) {
  const t = useTranslations("hosts.word");
  const off = useTranslations("hosts.off");
  const { word } = meeting;
  const kind = word?.kind ?? null;
  const at = word?.at ?? 0;
  const known = useRef(meeting);
  const [answered, setAnswered] = useState(0);
  const [shown, setShown] = useState<ReactNode>(null);
  const tell = useEffectEvent((now: LiveMeeting) => {
    const { word: before, role: roleBefore, rights } = known.current;
    known.current = now;
    if (now.role !== roleBefore) toast(t(`role.${now.role}`));
    const isNews = now.word !== null && now.word.at > (before?.at ?? 0);
    if (isNews && now.word && now.word.kind !== "asked") setShown(t(now.word.kind));
    else if (rights.unmute && !now.rights.unmute) setShown(off("microphone"));
    else if (rights.camera && !now.rights.camera) setShown(off("camera"));
  });
  useEffect(() => tell(meeting), [meeting]);
  useEffect(() => {
    if (!shown) return;
    const over = setTimeout(() => setShown(null), SHOWN_MS);
    return () => clearTimeout(over);
  }, [shown]);
  if (kind !== "asked" && shown) return <Hint>{shown}</Hint>;
  if (kind !== "asked" || isMicrophoneOn || answered >= at) return null;
  return (
    <div
      data-hint
      className="grid max-w-[min(28rem,calc(100vw-2rem))] justify-items-center gap-3 rounded-md bg-card/95 px-4 py-3 text-center text-sm shadow-float"
    >
      <p>{t("asked")}</p>
      <div className="flex flex-wrap justify-center gap-2">
        <Button size="md" onClick={() => setAnswered(at)}>
          {t("stayMuted")}
        </Button>
        <Button size="md" tone="primary" onClick={() => want("microphone", true)}>
          {t("unmute")}
        </Button>
      </div>
    </div>
  );
}
