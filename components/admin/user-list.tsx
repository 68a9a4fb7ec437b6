"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { UsersRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Choices } from "@/components/history/choices";
import { EmptyState } from "@/components/ui/empty-state";
import { SearchField } from "@/components/ui/search-field";
import { queries, type WantedUsers } from "@/lib/api/queries";
import { userFilters } from "@/server/admin/contract";
import { PageByPage } from "./page-by-page";
import { UserRow } from "./user-row";

/** Everybody who has an account, who joined last first; found by words, and by how they stand. */
export function UserList() {
  const t = useTranslations("admin.users");
  const [wanted, setWanted] = useState<WantedUsers>({});
  const query = useInfiniteQuery(queries.admin.users(wanted));
  return (
    <div className="grid grid-cols-1 gap-4">
      <SearchField
        label={t("search")}
        hint={t("searchHint")}
        clear={t("clear")}
        search={wanted.search ?? ""}
        onSearch={(search) => setWanted({ ...wanted, search })}
      />
      <Choices
        label={t("filterLabel")}
        value={wanted.filter ?? "all"}
        options={userFilters.map((value) => ({ value, label: t(`filter.${value}`) }))}
        onChoose={(filter) => setWanted({ ...wanted, filter })}
      />
      <PageByPage
        query={query}
        label={t("list")}
        itemsOf={(page) => page.users}
        empty={<EmptyState icon={<UsersRound />} title={t("none")} text={t("noneText")} />}
        Row={UserRow}
      />
    </div>
  );
}
