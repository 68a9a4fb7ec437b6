"use client";
import { MonitorSmartphone, MonitorUp, MonitorX, PhoneOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { useStore } from "@/components/use-store";
import { continueHere } from "@/lib/call/continue-here";
import { leaveCall, want } from "@/lib/call/session";
import type { RunningSession } from "@/lib/call/session-state";
import { liveState } from "@/lib/live/live-store";
import { useAttempt } from "@/components/problem/use-attempt";

/** What a second screen can do: share its own screen, become the device of the call, leave. It has no sound of its own. */
export function CompanionControls({ session }: { session: RunningSession }) {
  const t = useTranslations("handoff");
  const stage = useTranslations("stage");
  const { isBusy, attempt } = useAttempt();
  const elsewhere = useStore(liveState)?.elsewhere.find((one) => one.callId === session.callId);
  const { share } = session.sending;
  const canShare = typeof navigator !== "undefined" && "getDisplayMedia" in (navigator.mediaDevices ?? {});
  return (
    <>
      {elsewhere && (
        <p className="text-balance text-center text-sm text-white/80">
          {t("companion.text", { device: elsewhere.deviceName })}
        </p>
      )}
      <div role="toolbar" aria-label={stage("controls")} className="flex items-center gap-2 sm:gap-4">
        {canShare && (
          <IconButton
            size="lg"
            disabled={session.phase === "connecting"}
            tone={share ? "primary" : "secondary"}
            label={stage(share ? "stopSharing" : "share")}
            onClick={() => want("share", !share)}
          >
            {share ? <MonitorX aria-hidden="true" /> : <MonitorUp aria-hidden="true" />}
          </IconButton>
        )}
        {elsewhere && (
          <Button
            tone="primary"
            size="lg"
            className="rounded-full! sm:h-14"
            isBusy={isBusy}
            disabled={session.phase === "connecting"}
            onClick={() => void attempt(() => continueHere(elsewhere))}
          >
            <MonitorSmartphone aria-hidden="true" className="size-5" />
            {t("continueHere")}
          </Button>
        )}
        <IconButton
          size="lg"
          tone="end"
          label={t("companion.leave")}
          onClick={() => void leaveCall().catch(() => {})}
        >
          <PhoneOff aria-hidden="true" />
        </IconButton>
      </div>
    </>
  );
}
