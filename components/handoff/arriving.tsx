"use client";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import { declineMove } from "@/lib/call/move-call";
import { useAttempt } from "@/components/problem/use-attempt";

type ArrivingProps = { callId: string | null; deviceName: string };

/** Over the stage of a device that is about to have the call: it goes on elsewhere until this one is ready. */
export function Arriving({ callId, deviceName }: ArrivingProps) {
  const t = useTranslations("handoff");
  const { isBusy, attempt } = useAttempt();
  return (
    <div className="absolute inset-0 z-20 flex flex-col items-center justify-center gap-3 bg-black/60 px-6 text-center text-white">
      <Spinner />
      <p role="status" className="mt-2 font-semibold text-xl">
        {t("arriving.title")}
      </p>
      {deviceName && (
        <p className="max-w-sm text-pretty text-white/80">{t("arriving.text", { device: deviceName })}</p>
      )}
      {callId && (
        <Button
          size="lg"
          className="mt-4"
          isBusy={isBusy}
          onClick={() => void attempt(() => declineMove(callId))}
        >
          {t("cancel")}
        </Button>
      )}
    </div>
  );
}
