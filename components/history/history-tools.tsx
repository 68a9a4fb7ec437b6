"use client";
import { Search, Trash2, X } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import type { WantedCalls } from "@/lib/api/queries";
import { IconButton } from "@/components/ui/icon-button";
import { Choices } from "./choices";

const ConfirmDialog = dynamic(() => import("@/components/ui/dialog").then((module) => module.ConfirmDialog), {
  ssr: false,
});

const filters = ["all", "missed", "incoming", "outgoing", "notes"] as const;
const media = ["any", "audio", "video"] as const;
const TYPED_MS = 250;

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
        <SearchField search={wanted.search ?? ""} onSearch={(search) => change({ search })} />
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

function SearchField({ search, onSearch }: { search: string; onSearch: (search: string) => void }) {
  const t = useTranslations("history");
  const [typed, setTyped] = useState(search);
  const field = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // Emptied from outside, by "Show all calls".
  const [before, setBefore] = useState(search);
  if (before !== search) {
    setBefore(search);
    if (search === "") setTyped("");
  }
  useEffect(() => () => clearTimeout(timer.current), []);
  const type = (text: string, afterMs: number) => {
    setTyped(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onSearch(text.trim()), afterMs);
  };
  return (
    <div className="relative min-w-0 flex-1">
      <Search
        aria-hidden="true"
        className="pointer-events-none absolute inset-y-0 left-3.5 my-auto size-5 text-muted"
      />
      <input
        ref={field}
        type="search"
        aria-label={t("search")}
        placeholder={t("searchHint")}
        value={typed}
        maxLength={100}
        onChange={(event) => type(event.target.value, TYPED_MS)}
        className="h-12 w-full rounded-md border border-edge bg-card pr-12 pl-11 text-base text-ink placeholder:text-muted hover:border-ink [&::-webkit-search-cancel-button]:hidden"
      />
      {typed && (
        <IconButton
          tone="ghost"
          label={t("clearSearch")}
          className="absolute inset-y-0 right-0.5 my-auto"
          onClick={() => {
            type("", 0);
            field.current?.focus();
          }}
        >
          <X aria-hidden="true" />
        </IconButton>
      )}
    </div>
  );
}
