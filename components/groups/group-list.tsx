"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { CallButtons } from "@/components/people/call-buttons";
import { GroupCallButton } from "@/components/people/group-call-button";
import { ProblemState } from "@/components/problem/problem-state";
import { Card, SectionHead } from "@/components/ui/card";
import { ListRow } from "@/components/ui/list-row";
import { SkeletonRows } from "@/components/ui/skeleton";
import { queries } from "@/lib/api/queries";
import type { Group } from "@/server/contacts/contract";
import { GroupFace } from "./group-face";
import { NewGroupButton } from "./new-group-button";

/** A person's groups, each called with one tap, and the way to make one. */
export function GroupList() {
  const t = useTranslations("groups");
  const { data, error, refetch } = useQuery(queries.groups);
  return (
    <div>
      <SectionHead title={t("title")}>
        <NewGroupButton />
      </SectionHead>
      <Card>
        {data ? (
          data.length > 0 ? (
            <ul aria-label={t("title")} className="divide-y divide-line">
              {data.map((group) => (
                <GroupRow key={group.id} group={group} />
              ))}
            </ul>
          ) : (
            <p className="px-6 py-8 text-center text-muted text-sm">{t("empty")}</p>
          )
        ) : error ? (
          <ProblemState error={error} onRetry={refetch} />
        ) : (
          <SkeletonRows count={1} label={t("title")} />
        )}
      </Card>
      <div className="mt-3">
        <GroupCallButton />
      </div>
    </div>
  );
}

function GroupRow({ group }: { group: Group }) {
  const t = useTranslations("groups");
  const names = group.members.map((member) => member.name).join(", ");
  return (
    <ListRow
      name={group.name}
      leading={<GroupFace group={group} />}
      title={
        <Link href={`/contacts/groups/${group.id}`} className="truncate rounded-sm hover:underline">
          {group.name}
        </Link>
      }
      detail={<span className="truncate">{names || t("nobody")}</span>}
      actions={
        <CallButtons
          groupId={group.id}
          look="row"
          isOff={!group.members.some((member) => member.isContact)}
        />
      }
    />
  );
}
