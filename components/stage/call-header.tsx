"use client";
import { useTranslations } from "next-intl";
import type { RunningSession } from "@/lib/call/session-state";
import type { LiveCall } from "@/server/live/contract";
import { Timer } from "./timer";

/** Who is on the call, and for how long, or what it waits for. */
export function CallHeader({ call, phase }: { call: LiveCall | null; phase: RunningSession["phase"] }) {
  const t = useTranslations("stage");
  if (!call || call.state === "ringing") return null;
  const others = call.participants.filter((one) => !one.isMe && one.state === "connected");
  const lost = others.find((one) => !one.isPresent);
  return (
    <header className="absolute inset-x-0 top-0 flex items-center gap-3 bg-linear-to-b from-black/60 to-transparent px-4 pt-[max(0.75rem,env(safe-area-inset-top))] pb-8">
      <h1 className="min-w-0 truncate font-semibold">{others.map((one) => one.person.name).join(", ")}</h1>
      <p role="status" className="shrink-0 text-sm text-white/80 tabular-nums">
        {phase === "connecting" && t("connecting")}
        {phase === "reconnecting" && t("reconnecting")}
        {phase === "connected" && lost && t("theyReconnect", { name: lost.person.name })}
      </p>
      {phase === "connected" && !lost && call.answeredAt !== null && <Timer since={call.answeredAt} />}
    </header>
  );
}
