"use client";
import { Trash2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { WantedCalls } from "@/lib/api/queries";
import { IconButton } from "@/components/ui/icon-button";
import { SearchField } from "@/components/ui/search-field";
import { Choices } from "./choices";

const ConfirmDialog = dynamic(() => import("@/components/ui/dialog").then((module) => module.ConfirmDialog), {
  ssr: false,
});

const filters = ["all", "missed", "incoming", "outgoing", "notes"] as const;
const media = ["any", "audio", "video"] as const;

type HistoryToolsProps = {
  wanted: WantedCalls;
  onChange: (wanted: WantedCalls) => void;
  onRemoveAll: () => void;
};

/** Searching, narrowing down and emptying the history. */
export function HistoryTools({ wanted, onChange, onRemoveAll }: HistoryToolsProps) {
  const t = useTranslations("history");
  const [isAsking, setAsking] = useState<boolean | null>(null);
  const change = (part: WantedCalls) => onChange(withoutDefaults({ ...wanted, ...part }));
  return (
    <div className="grid grid-cols-1 gap-3">
      <div className="flex items-center gap-1">
        <SearchField
          label={t("search")}
          hint={t("searchHint")}
          clear={t("clearSearch")}
          search={wanted.search ?? ""}
          onSearch={(search) => change({ search })}
        />
        <IconButton tone="ghost" label={t("deleteAll")} onClick={() => setAsking(true)}>
          <Trash2 aria-hidden="true" />
        </IconButton>
      </div>
      <div className="flex flex-wrap gap-x-6 gap-y-2">
        <Choices
          label={t("filterLabel")}
          value={wanted.filter ?? "all"}
          options={filters.map((value) => ({ value, label: t(`filter.${value}`) }))}
          onChoose={(filter) => change({ filter })}
        />
        <Choices
          label={t("mediaLabel")}
          value={wanted.media ?? "any"}
          options={media.map((value) => ({ value, label: t(`mediaFilter.${value}`) }))}
          onChoose={(kind) => change({ media: kind === "any" ? undefined : kind })}
        />
      </div>
      {isAsking !== null && (
        <ConfirmDialog
          isOpen={isAsking}
          onClose={() => setAsking(false)}
          title={t("deleteAllTitle")}
          text={t("deleteAllText")}
          confirm={t("deleteAll")}
          cancel={t("keep")}
          onConfirm={onRemoveAll}
        />
      )}
    </div>
  );
}

/** What is not narrowed down is not there: equal wishes are one list. */
function withoutDefaults({ search, filter, media: kind }: WantedCalls): WantedCalls {
  return {
    ...(search && { search }),
    ...(filter && filter !== "all" && { filter }),
    ...(kind && { media: kind }),
  };
}
