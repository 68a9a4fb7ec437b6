"use client";
import { useQuery } from "@tanstack/react-query";
import { UsersRound } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { ProblemState } from "@/components/problem/problem-state";
import { Card, SectionHead } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { ListRow } from "@/components/ui/list-row";
import { SkeletonRows } from "@/components/ui/skeleton";
import { queries } from "@/lib/api/queries";
import type { Contact } from "@/server/contacts/contract";
import { CallButtons } from "./call-buttons";
import { FavouriteButton } from "./favourite-button";
import { LatePersonMenu } from "./late-person-menu";
import { FaceWithPresence, PresenceWords } from "./presence";
import { Requests } from "./requests";

/** Everyone a person knows here: requests first, then contacts, then who was asked and who is blocked. */
export function ContactList() {
  const t = useTranslations("contacts");
  const { data, error, refetch } = useQuery(queries.contacts);
  return (
    <div className="grid grid-cols-1 gap-8">
      {data && <Requests kind="received" people={data.received} />}
      <div>
        <SectionHead title={t("list")} />
        <Card>
          {data ? (
            <Contacts contacts={data.contacts} />
          ) : error ? (
            <ProblemState error={error} onRetry={refetch} />
          ) : (
            <SkeletonRows count={5} label={t("list")} />
          )}
        </Card>
      </div>
      {data && <Requests kind="requested" people={data.requested} />}
      {data && <Requests kind="blocked" people={data.blocked} />}
    </div>
  );
}

function Contacts({ contacts }: { contacts: Contact[] }) {
  const t = useTranslations("contacts");
  if (contacts.length === 0)
    return <EmptyState icon={<UsersRound />} title={t("emptyTitle")} text={t("emptyText")} />;
  return (
    <ul aria-label={t("list")} className="divide-y divide-line">
      {contacts.map((contact) => (
        <ListRow
          key={contact.id}
          name={contact.name}
          leading={<FaceWithPresence person={contact} />}
          title={
            <Link href={`/contacts/${contact.handle}`} className="truncate rounded-sm hover:underline">
              {contact.name}
            </Link>
          }
          detail={
            <>
              <span className="truncate">@{contact.handle}</span>
              <PresenceWords userId={contact.id} />
            </>
          }
          actions={
            <>
              <span className="hidden sm:block">
                <FavouriteButton contact={contact} />
              </span>
              <CallButtons people={[contact.id]} look="row" />
              <LatePersonMenu contact={contact} />
            </>
          }
        />
      ))}
    </ul>
  );
}
