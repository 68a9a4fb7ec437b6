"use client";
import { useQuery } from "@tanstack/react-query";
import { UsersRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { GroupList } from "@/components/groups/group-list";
import { ProblemState } from "@/components/problem/problem-state";
import { Card, SectionHead } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { queries } from "@/lib/api/queries";
import { Requests } from "./requests";
import { SearchedContacts } from "./searched-contacts";

/** Everyone a person knows here: requests first, then groups, contacts, then who was asked and who is blocked. */
export function ContactList() {
  const t = useTranslations("contacts");
  const { data, error, refetch } = useQuery(queries.contacts);
  return (
    <div className="grid grid-cols-1 gap-8">
      {data && <Requests kind="received" people={data.received} />}
      {data?.contacts.length !== 0 && <GroupList />}
      <div>
        <SectionHead title={t("list")} />
        {data && data.contacts.length > 0 ? (
          <SearchedContacts contacts={data.contacts} />
        ) : (
          <Card>
            {data ? (
              <EmptyState icon={<UsersRound />} title={t("emptyTitle")} text={t("emptyText")} />
            ) : error ? (
              <ProblemState error={error} onRetry={refetch} />
            ) : (
              <SkeletonRows count={5} label={t("list")} />
            )}
          </Card>
        )}
      </div>
      {data && <Requests kind="requested" people={data.requested} />}
      {data && <Requests kind="blocked" people={data.blocked} />}
    </div>
  );
}
