"use client";
import { Hand } from "lucide-react";
import { useTranslations } from "next-intl";
import { useAttempt } from "@/components/problem/use-attempt";
import { IconButton } from "@/components/ui/icon-button";
import { api } from "@/lib/api/client";
import type { LiveCall } from "@/server/live/contract";
import { useTalk } from "./use-talk";

/** Whether one's own hand is up, and what turns it. */
export function useHand(call: LiveCall): { isUp: boolean; isBusy: boolean; turn: () => void } {
  const { isBusy, attempt } = useAttempt();
  const me = call.participants.find((one) => one.isMe)?.participantId ?? "";
  const isUp = useTalk(call.callId)?.hands.includes(me) ?? false;
  const { callId } = call;
  const turn = () =>
    void attempt(
      async () => await (isUp ? api.chat.lower.mutate({ callId }) : api.chat.raise.mutate({ callId })),
    );
  return { isUp, isBusy, turn };
}

/** Raises one's hand and lowers it. */
export function HandButton({ call }: { call: LiveCall }) {
  const t = useTranslations("chat.signs");
  const { isUp, isBusy, turn } = useHand(call);
  return (
    <IconButton
      size="lg"
      tone={isUp ? "primary" : "secondary"}
      label={t(isUp ? "lower" : "raise")}
      disabled={isBusy}
      className="max-sm:hidden"
      onClick={turn}
    >
      <Hand aria-hidden="true" />
    </IconButton>
  );
}
