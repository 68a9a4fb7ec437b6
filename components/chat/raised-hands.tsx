"use client";
import { useTranslations } from "next-intl";
import { useAttempt } from "@/components/problem/use-attempt";
import { Button } from "@/components/ui/button";
import { api } from "@/lib/api/client";
import type { LiveCall } from "@/server/live/contract";
import { participantOf } from "./use-chat";
import { useTalk } from "./use-talk";

/** Raised hands in the order in which they went up; who leads the call lowers them. */
export function RaisedHands({ call }: { call: LiveCall }) {
  const t = useTranslations("chat.signs");
  const { isBusy, attempt } = useAttempt();
  const talk = useTalk(call.callId);
  const people = (talk?.hands ?? []).flatMap((id) => participantOf(call, id) ?? []);
  if (!talk || people.length === 0) return null;
  const { callId } = call;
  return (
    <div>
      <h3 className="mb-1 text-muted text-sm">{t("hands")}</h3>
      <ol aria-label={t("hands")}>
        {people.map(({ participantId, person, isMe }, at) => (
          <li key={participantId} className="flex min-h-12 items-center gap-3">
            <span className="w-5 text-muted tabular-nums">{t("place", { place: at + 1 })}</span>
            <span className="min-w-0 flex-1 truncate">{person.name}</span>
            {(isMe || talk.leads) && (
              <Button
                size="sm"
                disabled={isBusy}
                aria-label={t("lowerOf", { name: person.name })}
                onClick={() => void attempt(() => api.chat.lower.mutate({ callId, participantId }))}
              >
                {t("lower")}
              </Button>
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}
