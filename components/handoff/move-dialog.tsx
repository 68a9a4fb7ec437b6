"use client";
import { useQuery } from "@tanstack/react-query";
import { ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ProblemState } from "@/components/problem/problem-state";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { Button } from "@/components/ui/button";
import { Modal } from "@/components/ui/modal";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Spinner } from "@/components/ui/spinner";
import { problemOf, type Trouble } from "@/lib/api/problem-of";
import { queries } from "@/lib/api/queries";
import { askToMove, cancelMove } from "@/lib/call/move-call";
import type { Device } from "@/server/auth/contract";
import type { LiveCall, Move } from "@/server/live/contract";
import { byReach, DeviceLine, reachOf } from "./device-line";
import { useAttempt } from "@/components/problem/use-attempt";
import { useMoveWords } from "./use-move-words";

type MoveDialogProps = { call: LiveCall; isDark?: boolean; onClose: () => void };

/** "Move to…": one's other devices, asking one of them, and what came of it. */
export function MoveDialog({ call, isDark, onClose }: MoveDialogProps) {
  const t = useTranslations("handoff");
  const problem = useProblemWords();
  const words = useMoveWords();
  const [asked, ask] = useState<Device | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const { move } = call;
  const isOpen = move !== null && move.state !== "failed";
  const choose = async (device: Device) => {
    ask(device);
    setTrouble(null);
    await askToMove(call.callId, device.id).catch((error: unknown) => setTrouble(problemOf(error)));
    ask(null);
  };
  const failed = trouble ? problem(trouble) : words.there(move);
  const waiting = isOpen ? move : asked && { deviceName: asked.name, state: "asked" as const };
  return (
    <Modal isOpen onClose={onClose} title={t("dialog.title")} close={t("close")} isDark={isDark}>
      {waiting ? (
        <Waiting callId={call.callId} isKnown={isOpen} waiting={waiting} />
      ) : (
        <>
          <p role="status" className={failed ? "rounded-md bg-wash px-4 py-3 text-sm" : "text-muted text-sm"}>
            {failed || t("dialog.text")}
          </p>
          <OtherDevices onChoose={(device) => void choose(device)} />
        </>
      )}
    </Modal>
  );
}

type WaitingProps = {
  callId: string;
  /** The server has said so too, and so it can be called off. */
  isKnown: boolean;
  waiting: Pick<Move, "state" | "deviceName">;
};

/** A device was asked, or takes the call at this moment. */
function Waiting({ callId, isKnown, waiting }: WaitingProps) {
  const t = useTranslations("handoff");
  const { moving } = useMoveWords();
  const { isBusy, attempt } = useAttempt();
  const isAsked = waiting.state === "asked";
  return (
    <div className="flex flex-col items-center gap-2 pt-2 text-center">
      <Spinner />
      <p role="status" className="mt-2 break-words font-semibold text-lg">
        {moving(waiting)}
      </p>
      <p className="text-muted text-sm">{t(isAsked ? "dialog.askingText" : "dialog.movingText")}</p>
      <Button
        size="lg"
        wide
        className="mt-4"
        disabled={!isKnown}
        isBusy={isBusy}
        onClick={() => void attempt(() => cancelMove(callId))}
      >
        {t("cancel")}
      </Button>
    </div>
  );
}

function OtherDevices({ onChoose }: { onChoose: (device: Device) => void }) {
  const t = useTranslations("handoff");
  const { data, error, refetch } = useQuery({ ...queries.devices, refetchOnMount: "always" });
  if (!data) {
    if (error) return <ProblemState error={error} onRetry={refetch} />;
    return <SkeletonRows count={2} label={t("dialog.list")} />;
  }
  const others = byReach(data.filter((device) => !device.isThisDevice));
  if (others.length === 0) {
    return (
      <div className="rounded-md bg-wash p-4">
        <p className="font-medium">{t("dialog.none")}</p>
        <p className="text-pretty text-muted text-sm">{t("dialog.noneText")}</p>
      </div>
    );
  }
  return (
    <ul aria-label={t("dialog.list")} className="-mx-2 min-h-0 overflow-y-auto">
      {others.map((device) => {
        const reach = reachOf(device);
        return (
          <li key={device.id}>
            <button
              type="button"
              disabled={reach === "away"}
              onClick={() => onChoose(device)}
              className="flex min-h-16 w-full items-center gap-3 rounded-md px-2 py-2.5 enabled:hover:bg-wash disabled:[&>span:first-child]:opacity-60"
            >
              <DeviceLine device={device} detail={t(`device.${reach}`)} isMarked={reach === "here"} />
              {reach !== "away" && (
                <ChevronRight aria-hidden="true" className="size-5 shrink-0 text-muted rtl:rotate-180" />
              )}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
