"use client";
import { PhoneCall, UsersRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { ContinueBanner } from "@/components/handoff/continue-banner";
import { useNames } from "@/components/people/use-names";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { Banner } from "@/components/ui/banner";
import { Button, ButtonLink } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { useStore } from "@/components/use-store";
import { problemOf } from "@/lib/api/problem-of";
import { callsElsewhere } from "@/lib/call/handoff";
import { joinRunning } from "@/lib/call/join-running";
import { liveState } from "@/lib/live/live-store";
import type { JoinableCall } from "@/server/live/contract";

/** Says at the top of a page that a call goes on: here, with the way back, on another device, or without this person. */
export function RunningCall() {
  const t = useTranslations("home");
  const live = useStore(liveState);
  const call = live?.call;
  const isHere = call?.admissionId != null && call.state !== "ended";
  const list = useNames();
  const names = (people: { name: string }[]) => list(people) || t("nobody");
  const elsewhere = callsElsewhere(live);
  if (!live || (!isHere && !elsewhere.length && !live.joinable.length)) return null;
  return (
    <div className="mb-6 grid gap-3">
      {isHere && (
        <Banner
          icon={<PhoneCall />}
          action={
            <ButtonLink href={`/call/${call.callId}`} tone="primary" size="sm">
              {t("return")}
            </ButtonLink>
          }
        >
          {t(call.state === "ringing" ? "calling" : "running", {
            people: names(call.participants.filter((one) => !one.isMe).map((one) => one.person)),
          })}
        </Banner>
      )}
      {elsewhere.map((one) => (
        <ContinueBanner
          key={one.callId}
          elsewhere={one}
          deviceId={live.deviceId}
          people={names(one.people)}
        />
      ))}
      {live.joinable.map((joinable) => (
        <Joinable key={joinable.callId} joinable={joinable} people={names(joinable.people)} />
      ))}
    </div>
  );
}

/** A group call that goes on without this person, and the way into it. */
function Joinable({ joinable, people }: { joinable: JoinableCall; people: string }) {
  const t = useTranslations("home");
  const words = useProblemWords();
  const { topic } = joinable;
  const join = () => joinRunning(joinable).catch((error: unknown) => toast(words(problemOf(error)), "alarm"));
  return (
    <Banner
      icon={<UsersRound />}
      action={
        <Button tone="primary" size="sm" className="h-11" onClick={() => void join()}>
          {t("join")}
        </Button>
      }
    >
      {topic ? t("joinableTopic", { topic, people }) : t("joinable", { people })}
    </Banner>
  );
}
