"use client";
import { PhoneForwarded, Phone, Video } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useStartCall } from "@/components/people/call-buttons";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { Button, quiet } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { toast } from "@/components/ui/toast";
import { useIsReady } from "@/components/ui/use-is-ready";
import { useStore } from "@/components/use-store";
import { problemOf } from "@/lib/api/problem-of";
import type { Callees } from "@/lib/call/start-call";
import { joinRunning } from "@/lib/call/join-running";
import { liveState } from "@/lib/live/live-store";
import type { HistoryEntry } from "@/server/history/contract";

/** Whom a call of the past is called again with: the saved group, the one other person, or those of several who are contacts. */
export function calleesOf({ group, people }: Pick<HistoryEntry, "group" | "people">): Callees | null {
  if (group) return { groupId: group.id };
  const reachable = people.length > 1 ? people.filter((person) => person.isContact) : people;
  return reachable.length > 0 ? { people: reachable.map((person) => person.id) } : null;
}

/** Goes into the call of an entry while it runs without me; null when it does not. */
export function useJoin({ callId }: { callId: string }) {
  const words = useProblemWords();
  const [isJoining, setJoining] = useState(false);
  const call = useStore(liveState)?.joinable.find((one) => one.callId === callId);
  if (!call) return null;
  const join = async () => {
    setJoining(true);
    await joinRunning(call).catch((error: unknown) => toast(words(problemOf(error)), "alarm"));
    setJoining(false);
  };
  return { join, isJoining };
}

/** At the end of a row: into the call while it runs, else calling back. */
export function CallAgain({ entry }: { entry: HistoryEntry }) {
  const t = useTranslations("history");
  const { call, starting } = useStartCall();
  const running = useJoin(entry);
  const isReady = useIsReady();
  const callees = calleesOf(entry);
  const Icon = entry.media === "video" ? Video : Phone;
  if (running)
    return (
      <Button tone="answer" isBusy={running.isJoining} onClick={running.join}>
        <PhoneForwarded aria-hidden="true" className="size-4.5" />
        {t("join")}
      </Button>
    );
  if (!callees) return null;
  return (
    <IconButton
      tone="ghost"
      label={t("callBack")}
      disabled={starting !== null}
      {...quiet(isReady)}
      onClick={() => call({ ...callees, media: entry.media })}
    >
      <Icon aria-hidden="true" />
    </IconButton>
  );
}
