"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link2Off } from "lucide-react";
import { useTranslations } from "next-intl";
import { CallButtons } from "@/components/people/call-buttons";
import { ProblemState } from "@/components/problem/problem-state";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { Avatar } from "@/components/ui/avatar";
import { Button, ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { api } from "@/lib/api/client";
import { problemOf } from "@/lib/api/problem-of";
import { queries } from "@/lib/api/queries";

/** What an invite link opens: whom it is from, and one thing to do. A link that does not work says no more than that. */
export function Invitation({ token }: { token: string }) {
  const t = useTranslations("invite");
  const { data, error, refetch } = useQuery(queries.invitation(token));
  if (data) return <Inviter token={token} invitation={data} />;
  if (error)
    return (
      <Card>
        {problemOf(error).code === "not_found" ? (
          <EmptyState
            icon={<Link2Off />}
            title={t("gone")}
            text={t("goneText")}
            action={<ButtonLink href="/">{t("home")}</ButtonLink>}
          />
        ) : (
          <ProblemState error={error} onRetry={refetch} />
        )}
      </Card>
    );
  return (
    <div role="status" aria-label={t("looking")} className="flex flex-col items-center gap-4 py-8">
      <Skeleton className="size-32 rounded-full! sm:size-40" />
      <Skeleton className="h-8 w-48" />
      <Skeleton className="h-12 w-full max-w-sm rounded-md!" />
    </div>
  );
}

type Seen = Awaited<ReturnType<typeof api.contacts.invites.look.query>>;

function Inviter({ token, invitation }: { token: string; invitation: Seen }) {
  const t = useTranslations("invite");
  const words = useProblemWords();
  const cache = useQueryClient();
  const { person, state } = invitation;
  const { name } = person;
  const { mutate, isPending } = useMutation({
    mutationFn: () => api.contacts.invites.accept.mutate({ token }),
    onSuccess: (contact) => {
      cache.setQueryData(queries.invitation(token).queryKey, { person, state: contact.state });
      void cache.invalidateQueries({ queryKey: queries.contacts.queryKey });
    },
    onError: (error) => toast(words(problemOf(error)), "alarm"),
  });
  const standing = state === "accepted" ? "done" : state === "self" ? "self" : "invites";
  return (
    <div className="flex flex-col items-center py-8 text-center">
      <Avatar person={person} size="xl" />
      <h1 className="mt-6 max-w-full break-words font-semibold text-xl tracking-tight">
        {t(standing, { name })}
      </h1>
      <p className="mb-8 max-w-[36ch] text-pretty text-muted">{t(`${standing}Text`, { name })}</p>
      {standing === "done" && <CallButtons people={[person.id]} look="page" />}
      {standing === "self" && <ButtonLink href="/">{t("home")}</ButtonLink>}
      {standing === "invites" && (
        <div className="flex w-full max-w-sm gap-3">
          <ButtonLink href="/" size="lg" className="flex-1">
            {t("later")}
          </ButtonLink>
          <Button tone="primary" size="lg" className="flex-1" isBusy={isPending} onClick={() => mutate()}>
            {t("accept")}
          </Button>
        </div>
      )}
    </div>
  );
}
