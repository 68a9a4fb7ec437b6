"use client";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { Avatar } from "@/components/ui/avatar";
import { playTone } from "@/lib/call/tones";
import type { MediaKind } from "@/server/calls/contract";
import type { LiveCall } from "@/server/live/contract";

/** While it rings there: whom I call, and the truth about how far it got. */
export function Outgoing({ call, media }: { call: LiveCall | null; media: MediaKind }) {
  const t = useTranslations("stage");
  const devices = call?.ringingDevices ?? 0;
  const isRinging = call?.state === "ringing" && devices > 0;
  const isAnswered = call?.state === "active";
  const others = call?.participants.filter((one) => !one.isMe) ?? [];

  useEffect(() => {
    if (!isRinging) return;
    const tone = playTone("ringback");
    return () => tone.stop();
  }, [isRinging]);

  return (
    <div className="flex h-full flex-col items-center justify-center gap-6 px-6 pb-32 text-center">
      <div className="-space-x-6 flex">
        {others.slice(0, 4).map((one) => (
          <Avatar key={one.participantId} person={one.person} size="xl" />
        ))}
      </div>
      <div>
        <h1 className="break-words font-semibold text-2xl">
          {others.map((one) => one.person.name).join(", ")}
        </h1>
        <p className="mt-1 text-muted">{t(media === "video" ? "videoCall" : "audioCall")}</p>
      </div>
      <p role="status" className="text-muted">
        {isAnswered ? t("connecting") : isRinging ? t("ringingOn", { count: devices }) : t("calling")}
      </p>
    </div>
  );
}
