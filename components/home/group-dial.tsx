"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { GroupFace } from "@/components/groups/group-face";
import { CallButtons } from "@/components/people/call-buttons";
import { SectionHead } from "@/components/ui/card";
import { type Groups, queries } from "@/lib/api/queries";

const MOST = 6;

/** A person's groups on the first page, each one tap away. Nothing where there are none. */
export function GroupDial({ initial }: { initial: Groups }) {
  const t = useTranslations("groups");
  const { data } = useQuery({ ...queries.groups, initialData: initial });
  if (data.length === 0) return null;
  return (
    <div>
      <SectionHead title={t("title")} />
      <ul aria-label={t("title")} className="grid gap-3 sm:gap-4 xl:grid-cols-2">
        {data.slice(0, MOST).map((group) => (
          <li
            key={group.id}
            aria-label={group.name}
            className="flex min-w-0 items-center gap-3 rounded-lg bg-card p-4 shadow-card"
          >
            <GroupFace group={group} />
            <Link
              href={`/contacts/groups/${group.id}`}
              className="min-w-0 flex-1 truncate rounded-sm font-medium hover:underline"
            >
              {group.name}
            </Link>
            <CallButtons
              groupId={group.id}
              look="row"
              isOff={!group.members.some((member) => member.isContact)}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
