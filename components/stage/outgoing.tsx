"use client";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { NotEncrypted } from "@/components/e2ee/not-encrypted";
import { useNames } from "@/components/people/use-names";
import { Avatar } from "@/components/ui/avatar";
import { playTone } from "@/lib/call/tones";
import type { MediaKind } from "@/server/calls/contract";
import type { LiveCall, Participant } from "@/server/live/contract";
import { AbsentPerson } from "./absent-person";

/** While it rings there: whom I call, what about, and the truth about how far it got; in a group for each of them. */
export function Outgoing({ call, media }: { call: LiveCall | null; media: MediaKind }) {
  const t = useTranslations("stage");
  const names = useNames();
  const others = call?.participants.filter((one) => !one.isMe) ?? [];
  const waits = others.some((one) => one.state === "waiting");
  const isRinging = call?.state === "ringing" && (call.ringingDevices > 0 || waits);

  useEffect(() => {
    if (!isRinging) return;
    const tone = playTone("ringback");
    return () => tone.stop();
  }, [isRinging]);

  const isOpen = call?.isEncrypted === false;
  const kind = t(media === "video" ? "videoCall" : "audioCall");
  const [only, ...more] = others;
  if (call?.state === "ringing" && more.length > 0) {
    return (
      <div className="flex h-full flex-col gap-4 px-3 pt-[max(1.5rem,env(safe-area-inset-top))] pb-28">
        <div className="text-center">
          <h1 className="break-words font-semibold text-xl">{names(others.map((one) => one.person))}</h1>
          <p className="mt-1 text-muted">{kind}</p>
          {isOpen && <NotEncrypted />}
          {call.topic && <p className="mt-2 break-words">{t("message", { message: call.topic })}</p>}
        </div>
        <div className="grid min-h-0 flex-1 auto-rows-[minmax(13rem,20rem)] grid-cols-[repeat(auto-fit,minmax(9.5rem,1fr))] content-center gap-2 overflow-y-auto sm:px-8">
          {others.map((one) => (
            <AbsentPerson key={one.participantId} callId={call.callId} participant={one} />
          ))}
        </div>
      </div>
    );
  }
  return (
    <div className="flex h-full flex-col items-center justify-center gap-6 px-6 pb-32 text-center">
      {only && <Avatar person={only.person} size="xl" />}
      <div>
        <h1 className="break-words font-semibold text-2xl">{only?.person.name}</h1>
        <p className="mt-1 text-muted">{kind}</p>
        {isOpen && <NotEncrypted />}
        {call?.topic && <p className="mt-4 break-words text-lg">{t("message", { message: call.topic })}</p>}
      </div>
      <p role="status" className="text-muted">
        <Progress call={call} only={only} />
      </p>
    </div>
  );
}

/** How far a call of one person got. */
function Progress({ call, only }: { call: LiveCall | null; only: Participant | undefined }) {
  const t = useTranslations("stage");
  const devices = call?.ringingDevices ?? 0;
  if (call?.state === "active") return t("connecting");
  if (only?.state === "waiting") return t("waitingThere", { name: only.person.name });
  return devices > 0 ? t("ringingOn", { count: devices }) : t("calling");
}
