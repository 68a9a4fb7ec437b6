"use client";
import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { LeaveNote } from "@/components/history/leave-note";
import { useNames } from "@/components/people/use-names";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { useStore } from "@/components/use-store";
import { problemOf } from "@/lib/api/problem-of";
import { cameFrom } from "@/lib/call/came-from";
import { joinRunning } from "@/lib/call/join-running";
import { rejoinCall } from "@/lib/call/rejoin-call";
import { forgetEnd } from "@/lib/call/session";
import type { EndedBecause } from "@/lib/call/session-state";
import { hasTalkedIn } from "@/lib/call/talked";
import { swapCalls } from "@/lib/call/swap-calls";
import { playTone } from "@/lib/call/tones";
import { liveState } from "@/lib/live/live-store";
import type { Person } from "@/server/auth/contract";
import type { FailureStage } from "@/server/calls/contract";
import type { LiveCall } from "@/server/live/contract";
import { Backdrop } from "./backdrop";
import { LateRateCall } from "./late-parts";

const SHOWN_MS = 3_500;
/** Long enough to read a few words, or to decide about a call that goes on. */
const READ_MS = 9_000;
/** Long enough to press a star. */
const RATE_MS = 5_500;
const MOST_FACES = 4;

/** The ends after which the caller may leave a note. */
const unheard: readonly string[] = ["declined", "no_answer", "busy"];
/** The ends of a connection alone: the seat may be there still. */
const cutOff: readonly string[] = ["unreachable", "no_media"];
const isCaller = (call: LiveCall): boolean => call.participants.some((one) => one.isMe && one.isCaller);

const othersOf = (call: LiveCall | null): Person[] =>
  call?.participants.filter((one) => !one.isMe).map((one) => one.person) ?? [];

type CallOverProps = {
  callId: string;
  reason: Exclude<EndedBecause, "moved" | "move_failed"> | "gone";
  /** How far the connection got, of one that failed. */
  stage: FailureStage | null;
  people: Person[];
};

/** Why the call ended and what was said with it, for a moment; then back to where one was, unless a call waits on hold. */
export function CallOver({ callId, reason, stage, people: known }: CallOverProps) {
  const t = useTranslations("stage");
  const format = useFormatter();
  const names = useNames();
  const words = useProblemWords();
  const router = useRouter();
  const live = useStore(liveState);
  const call = live?.call?.callId === callId ? live.call : null;
  // A call that was over at once may have ended before the stream told of it.
  const people = known.length > 0 ? known : othersOf(call);
  const messages = call?.participants.filter((one) => !one.isMe && one.message && people.length === 1) ?? [];
  const lost = cutOff.includes(reason) && call?.admissionId ? call : null;
  const joinable = live?.joinable.find((one) => one.callId === callId);
  const callback = live?.callbacks.find((one) => one.callId === callId);
  const held = live?.held.find((one) => one.callId !== callId);
  const isUnheard = unheard.includes(reason) && call?.participants.length === 2 && isCaller(call);
  const [isLeaving, setLeaving] = useState(false);
  const [isRating, setRating] = useState(false);
  const canRate = hasTalkedIn(callId) && reason !== "elsewhere" && !lost;
  const toRead = messages.length > 0 || joinable || isUnheard;
  const isKept = held || isLeaving || lost || isRating;
  const shownMs = isKept ? null : toRead ? READ_MS : canRate ? RATE_MS : SHOWN_MS;

  const goBack = () => {
    router.replace(cameFrom());
    forgetEnd();
  };
  useEffect(() => {
    if (shownMs === null) return;
    const back = setTimeout(() => {
      router.replace(cameFrom());
      forgetEnd();
    }, shownMs);
    return () => clearTimeout(back);
  }, [shownMs, router]);
  useEffect(() => {
    const tone = reason === "busy" ? playTone("busy") : null;
    const enough = setTimeout(() => tone?.stop(), SHOWN_MS);
    return () => {
      clearTimeout(enough);
      tone?.stop();
    };
  }, [reason]);

  const attempt = (act: Promise<void>) => {
    act.catch((error: unknown) => toast(words(problemOf(error)), "alarm"));
  };
  const who = names(people);
  return (
    <Backdrop>
      <div className="-space-x-6 flex">
        {people.slice(0, MOST_FACES).map((person) => (
          <Avatar key={person.id} person={person} size={people.length > 2 ? "lg" : "xl"} />
        ))}
      </div>
      <div>
        <h1 role="status" className="text-balance break-words font-semibold text-xl">
          {t(`over.${reason === "busy" && !who ? "busyUnnamed" : reason}`, {
            people: who,
            count: people.length,
          })}
        </h1>
        {stage && <p className="mt-1 max-w-md text-balance">{t(`over.failedAt.${stage}`)}</p>}
        {who && <p className="mt-1 text-muted">{t("over.title", { people: who })}</p>}
      </div>
      {messages.map(({ participantId, message }) => (
        <p key={participantId} className="max-w-md text-balance break-words text-lg">
          {t("message", { message: message ?? "" })}
        </p>
      ))}
      {callback && (
        <p className="text-balance">
          {t("over.callback", { time: format.dateTime(callback.dueAt, { timeStyle: "short" }) })}
        </p>
      )}
      {canRate && <LateRateCall callId={callId} onBusy={setRating} />}
      {isUnheard && !callback && <LeaveNote callId={callId} onBusy={setLeaving} />}
      <div className="flex flex-wrap justify-center gap-3">
        {held && (
          <Button tone="primary" size="lg" onClick={() => attempt(swapCalls(held))}>
            {t("resume", { people: names(held.people) })}
          </Button>
        )}
        {lost && (
          <Button
            tone={held ? "secondary" : "primary"}
            size="lg"
            onClick={() => attempt(rejoinCall(lost, { steal: true }))}
          >
            {t("rejoin")}
          </Button>
        )}
        {joinable && (
          <Button
            tone={held ? "secondary" : "primary"}
            size="lg"
            onClick={() => attempt(joinRunning(joinable))}
          >
            {t("join")}
          </Button>
        )}
        <Button size="lg" onClick={goBack}>
          {t("home")}
        </Button>
      </div>
    </Backdrop>
  );
}
