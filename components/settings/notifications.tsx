"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { BellOff, BellRing } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { ProblemState } from "@/components/problem/problem-state";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { api } from "@/lib/api/client";
import { problemOf } from "@/lib/api/problem-of";
import { queries } from "@/lib/api/queries";
import { turnOffPush, turnOnPush } from "@/lib/push/subscription";
import { type PushWay, pushSettings, pushWay } from "@/lib/push/way";
import { AskFirst } from "./ask-first";

/** Whether this device rings while Peal is closed on it. */
export function Notifications() {
  const t = useTranslations("notifications");
  // What a browser can is known in the browser alone.
  const [way, setWay] = useState<PushWay | null>(null);
  useEffect(() => {
    const look = () => setWay(pushWay());
    look();
    // Back from the browser's settings.
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, []);
  if (!way) return <Waiting />;
  if (way === "unsupported") return <State>{t("unsupported")}</State>;
  if (way === "home-screen") return <State>{t("homeScreen")}</State>;
  if (way === "denied") return <State>{t(`denied.${pushSettings()}`)}</State>;
  return <Switch onAsked={() => setWay(pushWay())} />;
}

function Waiting() {
  const t = useTranslations("notifications");
  return (
    <div role="status" aria-label={t("title")} className="grid gap-4">
      <Skeleton className="h-6 w-full rounded-md!" />
      <Skeleton className="h-11 w-48 rounded-md!" />
    </div>
  );
}

function State({ children, on = false }: { children: string; on?: boolean }) {
  const Icon = on ? BellRing : BellOff;
  return (
    <p role="status" className="flex items-start gap-3 text-pretty text-sm">
      <Icon aria-hidden="true" className={`size-5 shrink-0 ${on ? "text-accent-text" : "text-muted"}`} />
      {children}
    </p>
  );
}

function Switch({ onAsked }: { onAsked: () => void }) {
  const t = useTranslations("notifications");
  const words = useProblemWords();
  const cache = useQueryClient();
  const { data: state, error, refetch } = useQuery(queries.push);
  const [isAsking, setAsking] = useState(false);
  const act = {
    onError: (problem: unknown) => toast(words(problemOf(problem)), "alarm"),
    onSettled: () => cache.invalidateQueries({ queryKey: queries.push.queryKey }),
  };
  const turnOn = useMutation({
    ...act,
    mutationFn: turnOnPush,
    onError: () => toast(t("failed"), "alarm"),
    onSuccess: () => {
      setAsking(false);
      onAsked();
    },
  });
  const turnOff = useMutation({ ...act, mutationFn: turnOffPush });
  const tryOut = useMutation({
    ...act,
    mutationFn: () => api.push.tryOut.mutate(),
    onSuccess: () => toast(t("sent")),
  });

  if (!state && error) return <ProblemState error={error} onRetry={refetch} />;
  if (!state) return <Waiting />;
  if (state.endpoint)
    return (
      <div className="grid gap-5">
        <State on>{t("on")}</State>
        <div className="flex flex-wrap gap-2">
          <Button isBusy={tryOut.isPending} onClick={() => tryOut.mutate()}>
            {t("try")}
          </Button>
          <Button tone="ghost" isBusy={turnOff.isPending} onClick={() => turnOff.mutate()}>
            {t("turnOff")}
          </Button>
        </div>
      </div>
    );
  if (isAsking)
    return (
      <AskFirst
        isBusy={turnOn.isPending}
        onGoOn={() => turnOn.mutate(state)}
        onNotNow={() => setAsking(false)}
      />
    );
  const isAllowed = Notification.permission === "granted";
  return (
    <div className="grid gap-5">
      <State>{t("off")}</State>
      <Button
        tone="primary"
        className="justify-self-start"
        isBusy={turnOn.isPending}
        onClick={() => (isAllowed ? turnOn.mutate(state) : setAsking(true))}
      >
        {t("turnOn")}
      </Button>
    </div>
  );
}
