"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { CallsOf } from "@/components/history/calls-of";
import { CallButtons } from "@/components/people/call-buttons";
import { ProblemState } from "@/components/problem/problem-state";
import { BackLink } from "@/components/ui/back-link";
import { Skeleton } from "@/components/ui/skeleton";
import { queries } from "@/lib/api/queries";
import type { Group } from "@/server/contacts/contract";
import { GroupFace } from "./group-face";
import { LateGroupMenu } from "./late-group-menu";
import { MemberList } from "./member-list";

/** One group: who is in it, and calling all of them with one tap. */
export function GroupPage({ groupId }: { groupId: string }) {
  const t = useTranslations("groups");
  const { data: group, error, refetch } = useQuery(queries.group(groupId));
  return (
    <div>
      <div className="flex min-h-11 items-center justify-between">
        <BackLink href="/contacts">{t("back")}</BackLink>
        {group && <LateGroupMenu group={group} />}
      </div>
      {group ? (
        <div className="grid grid-cols-1 gap-8">
          <Head group={group} />
          <MemberList group={group} />
          <CallsOf groupId={group.id} />
        </div>
      ) : error ? (
        <ProblemState error={error} onRetry={refetch} />
      ) : (
        <div role="status" aria-label={t("loading")} className="flex flex-col items-center gap-4 py-8">
          <Skeleton className="size-32 rounded-full! sm:size-40" />
          <Skeleton className="h-8 w-48" />
          <Skeleton className="h-12 w-full max-w-sm rounded-md!" />
        </div>
      )}
    </div>
  );
}

function Head({ group }: { group: Group }) {
  const t = useTranslations("groups");
  const canCall = group.members.some((member) => member.isContact);
  return (
    <div className="flex flex-col items-center py-8 text-center">
      <GroupFace group={group} size="xl" />
      <h1 className="mt-6 max-w-full break-words font-semibold text-xl tracking-tight">{group.name}</h1>
      <p className="mb-8 text-muted">{t("count", { count: group.members.length })}</p>
      <CallButtons groupId={group.id} look="page" isOff={!canCall} />
    </div>
  );
}
