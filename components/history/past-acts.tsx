"use client";
import { Phone, PhoneForwarded, Video } from "lucide-react";
import { useTranslations } from "next-intl";
import { useStartCall } from "@/components/people/call-buttons";
import { Button, quiet } from "@/components/ui/button";
import { useIsReady } from "@/components/ui/use-is-ready";
import type { HistoryDetail } from "@/server/history/contract";
import { calleesOf, useJoin } from "./call-again";

/** Under the faces of a call of the past: into it while it runs, else calling again with sound or with pictures. */
export function PastActs({ call: past }: { call: HistoryDetail }) {
  const t = useTranslations("history");
  const common = useTranslations("common");
  const { call, starting } = useStartCall();
  const running = useJoin(past);
  const isReady = useIsReady();
  const callees = calleesOf(past);
  const held = { disabled: starting !== null, ...quiet(isReady) };
  if (running)
    return (
      <Button tone="answer" size="lg" className="mt-6" isBusy={running.isJoining} onClick={running.join}>
        <PhoneForwarded aria-hidden="true" className="size-5" />
        {t("join")}
      </Button>
    );
  if (!callees) return null;
  return (
    <div className="mt-6 flex w-full max-w-sm gap-3">
      <Button
        tone="primary"
        size="lg"
        className="flex-1"
        {...held}
        onClick={() => call({ ...callees, media: "audio" })}
      >
        <Phone aria-hidden="true" className="size-5" />
        {common("call")}
      </Button>
      <Button size="lg" className="flex-1" {...held} onClick={() => call({ ...callees, media: "video" })}>
        <Video aria-hidden="true" className="size-5" />
        {common("videoCall")}
      </Button>
    </div>
  );
}
