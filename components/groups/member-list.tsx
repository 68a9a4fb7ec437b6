"use client";
import { UserRoundMinus, UserRoundPlus, UsersRound } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { Card, SectionHead } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { IconButton } from "@/components/ui/icon-button";
import { ListRow } from "@/components/ui/list-row";
import { api } from "@/lib/api/client";
import type { Group, GroupMember } from "@/server/contacts/contract";
import { useGroupChange } from "./use-group-change";

const LateDialog = dynamic(() => import("./add-members-dialog").then((module) => module.AddMembersDialog), {
  ssr: false,
});

/** Who is in a group; one who is no contact any more is grey, and says that they are not called. */
export function MemberList({ group }: { group: Group }) {
  const t = useTranslations("groups");
  const [isAdding, setAdding] = useState(false);
  const { run, isBusy } = useGroupChange();
  const add = (
    <Button tone="ghost" onClick={() => setAdding(true)}>
      <UserRoundPlus aria-hidden="true" className="size-5" />
      {t("addPeople")}
    </Button>
  );
  const remove = (personId: string) =>
    run(() => api.contacts.groups.remove.mutate({ groupId: group.id, personId }));
  return (
    <div>
      <SectionHead title={t("members")}>{group.members.length > 0 && add}</SectionHead>
      <Card>
        {group.members.length > 0 ? (
          <ul aria-label={t("members")} className="divide-y divide-line">
            {group.members.map((member) => (
              <MemberRow key={member.id} member={member} isBusy={isBusy} onRemove={() => remove(member.id)} />
            ))}
          </ul>
        ) : (
          <EmptyState
            icon={<UsersRound />}
            title={t("emptyTitle")}
            text={t("emptyText")}
            action={
              <Button tone="primary" size="lg" onClick={() => setAdding(true)}>
                {t("addPeople")}
              </Button>
            }
          />
        )}
      </Card>
      {isAdding && <LateDialog group={group} onClose={() => setAdding(false)} />}
    </div>
  );
}

type MemberRowProps = { member: GroupMember; isBusy: boolean; onRemove: () => void };

function MemberRow({ member, isBusy, onRemove }: MemberRowProps) {
  const t = useTranslations("groups");
  const { name, handle, isContact } = member;
  return (
    <ListRow
      name={name}
      leading={<Avatar person={member} className={isContact ? "" : "opacity-50 grayscale"} />}
      title={
        <Link
          href={`/contacts/${handle}`}
          className={`truncate rounded-sm hover:underline ${isContact ? "" : "text-muted"}`}
        >
          {name}
        </Link>
      }
      detail={isContact ? <span className="truncate">@{handle}</span> : t("noContact")}
      actions={
        <IconButton tone="ghost" label={t("remove", { name })} disabled={isBusy} onClick={onRemove}>
          <UserRoundMinus aria-hidden="true" />
        </IconButton>
      }
    />
  );
}
