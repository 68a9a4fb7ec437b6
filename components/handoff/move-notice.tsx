"use client";
import { MonitorSmartphone } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { cancelMove } from "@/lib/call/move-call";
import type { Move } from "@/server/live/contract";
import { useAttempt } from "@/components/problem/use-attempt";
import { useMoveWords } from "./use-move-words";

/** On the stage of the device that has the call: where it is about to go, or why it stays. It fades with nothing. */
export function MoveNotice({ callId, move }: { callId: string; move: Move }) {
  const t = useTranslations("handoff");
  const words = useMoveWords();
  const { isBusy, attempt } = useAttempt();
  const isOpen = move.state !== "failed";
  return (
    <div
      role="status"
      className="absolute inset-x-2 top-(--stage-top) z-10 mx-auto flex w-fit max-w-md items-center gap-3 rounded-md bg-card p-1.5 pl-3 text-sm shadow-float ring-1 ring-line"
    >
      <MonitorSmartphone aria-hidden="true" className="size-4 shrink-0 text-accent-text" />
      <p className="min-w-0 flex-1 text-pretty py-2 pr-2">
        {isOpen ? words.moving(move) : words.there(move)}
      </p>
      {isOpen && (
        <Button isBusy={isBusy} onClick={() => void attempt(() => cancelMove(callId))}>
          {t("cancel")}
        </Button>
      )}
    </div>
  );
}
