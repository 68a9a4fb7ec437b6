"use client";
import { UsersRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { ChatButton } from "@/components/chat/chat-button";
import { CallLock } from "@/components/e2ee/call-lock";
import { useNames } from "@/components/people/use-names";
import { useWeakWords } from "@/components/quality/use-weak";
import { Badge } from "@/components/ui/badge";
import { IconButton } from "@/components/ui/icon-button";
import { type CallSecurity, isLoud, lockOf } from "@/lib/call/security-state";
import type { RunningSession } from "@/lib/call/session-state";
import type { LiveCall } from "@/server/live/contract";
import { LayoutMenu } from "./layout-menu";
import { EndsSoon, Timer } from "./timer";
import { useRosterNotice } from "./use-roster-notice";

type CallHeaderProps = {
  call: LiveCall | null;
  connection: Pick<RunningSession, "phase" | "isOffline" | "isDetour">;
  security: CallSecurity;
  isPanelOpen: boolean;
  onPanel: () => void;
};

/** Who is on the call, what it is about, for how long, who came and left; or what it waits for. */
export function CallHeader({ call, connection, security, isPanelOpen, onPanel }: CallHeaderProps) {
  const t = useTranslations("stage");
  const handoff = useTranslations("handoff");
  const names = useNames();
  const notice = useRosterNotice(call);
  const weak = useWeakWords(call);
  if (!call || call.state === "ringing") return null;
  const others = call.participants.filter((one) => !one.isMe && one.state === "connected");
  const lost = others.find((one) => !one.isPresent && !one.isHeld);
  const hasWords = isLoud(lockOf(security));
  const { phase, isOffline, isDetour } = connection;
  return (
    <header className="absolute inset-x-0 top-0 isolate flex flex-wrap items-start gap-x-1.5 px-4 sm:gap-x-3 pt-[max(0.375rem,env(safe-area-inset-top))] pb-6">
      <span
        aria-hidden="true"
        className="fades -z-10 absolute inset-0 bg-linear-to-b from-black/60 to-transparent"
      />
      <div className="fades min-w-0 flex-1 py-2.5">
        <div className="flex gap-x-3 max-sm:flex-col sm:items-baseline">
          <h1 className="min-w-0 truncate font-semibold">{names(others.map((one) => one.person))}</h1>
          {call.role === "companion" && <Badge tone="accent">{handoff("companion.sign")}</Badge>}
          {phase === "connected" && !lost && call.answeredAt !== null && <Timer since={call.answeredAt} />}
        </div>
        {call.endsAt !== null && <EndsSoon at={call.endsAt} />}
        {call.topic && !notice && <p className="truncate text-sm text-white/80">{call.topic}</p>}
        <p role="status" className="truncate text-sm text-white/80">
          {phase === "connecting" && t(isDetour ? "detour" : "connecting")}
          {phase === "reconnecting" && t(isOffline ? "offline" : "reconnecting")}
          {phase === "connected" && (lost ? t("theyReconnect", { name: lost.person.name }) : notice || weak)}
        </p>
      </div>
      <div className={hasWords ? "max-w-full max-sm:order-last max-sm:basis-full" : "fades"}>
        <CallLock security={security} call={call} />
      </div>
      <LayoutMenu />
      <ChatButton callId={call.callId} />
      <IconButton
        tone="ghost"
        label={t("people")}
        aria-expanded={isPanelOpen}
        className="fades bg-black/40 text-white! hover:bg-black/60"
        onClick={onPanel}
      >
        <UsersRound aria-hidden="true" />
      </IconButton>
    </header>
  );
}
