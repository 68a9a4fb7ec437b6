"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { CalendarX } from "lucide-react";
import { useTranslations } from "next-intl";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { ProblemState } from "@/components/problem/problem-state";
import { Button, ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { useIsReady } from "@/components/ui/use-is-ready";
import { api } from "@/lib/api/client";
import { problemOf } from "@/lib/api/problem-of";
import type { Invited, Response } from "@/server/meetings/contract";
import { useWhen } from "./use-when";

const answers = [
  { response: "accepted", words: "rsvpAccept" },
  { response: "tentative", words: "rsvpMaybe" },
  { response: "declined", words: "rsvpDecline" },
] as const;

/** What somebody is invited to, and their answer. Nothing is answered by opening it: mail programs open links too. */
export function Rsvp({ token }: { token: string }) {
  const t = useTranslations("meetings");
  const isReady = useIsReady();
  const { data, error, refetch } = useQuery({
    queryKey: ["rsvp", token],
    queryFn: () => api.meetings.invitation.query({ token }),
    retry: false,
  });
  if (data && isReady) return <Invitation invited={data} token={token} />;
  if (error && problemOf(error).code === "not_found")
    return <EmptyState icon={<CalendarX />} title={t("rsvpGone")} text={t("rsvpGoneText")} />;
  if (error) return <ProblemState error={error} onRetry={refetch} />;
  return <Skeleton className="h-64 w-full rounded-lg!" />;
}

function Invitation({ invited, token }: { invited: Invited; token: string }) {
  const t = useTranslations("meetings");
  const when = useWhen();
  const repeats = when.repeats(invited.repeats);
  return (
    <div>
      <p className="text-muted">{t("rsvpTitle", { name: invited.hostName })}</p>
      <h1 className="mt-1 break-words font-semibold text-xl tracking-tight">{invited.topic}</h1>
      <p className="mt-2">
        {when.range(invited)}
        {repeats && ` · ${repeats}`}
      </p>
      <p className="mt-1 break-words text-muted text-sm">{t("rsvpFor", { email: invited.email })}</p>
      {invited.isCancelled ? (
        <p role="alert" className="mt-6 rounded-md bg-end-wash px-4 py-3 text-end-text text-sm">
          {t("rsvpCancelled")}
        </p>
      ) : (
        <>
          <Answers invited={invited} token={token} />
          <ButtonLink href={`/${invited.slug}`} prefetch={false} tone="quiet" wide className="mt-3">
            {t("joinMeeting")}
          </ButtonLink>
        </>
      )}
    </div>
  );
}

function Answers({ invited, token }: { invited: Invited; token: string }) {
  const t = useTranslations("meetings");
  const words = useProblemWords();
  const cache = useQueryClient();
  const { mutate, isPending, variables } = useMutation({
    mutationFn: (response: Response) => api.meetings.respond.mutate({ token, response }),
    onError: (error) => toast(words(problemOf(error)), "alarm"),
    onSettled: () => cache.invalidateQueries({ queryKey: ["rsvp", token] }),
  });
  const chosen = isPending ? variables : invited.response;
  return (
    <>
      <div className="mt-8 grid grid-cols-3 gap-2">
        {answers.map(({ response, words: name }) => (
          <Button
            key={response}
            size="lg"
            className="px-2!"
            tone={chosen === response ? "primary" : "secondary"}
            aria-pressed={chosen === response}
            disabled={isPending}
            onClick={() => mutate(response)}
          >
            {t(name)}
          </Button>
        ))}
      </div>
      <p role="status" className="mt-3 min-h-5 text-muted text-sm">
        {invited.response && !isPending ? t("rsvpDone", { name: invited.hostName }) : ""}
      </p>
    </>
  );
}
