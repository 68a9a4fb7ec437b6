"use client";
import { Dialog } from "@base-ui/react/dialog";
import { useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { Spinner } from "@/components/ui/spinner";
import { queries } from "@/lib/api/queries";
import { CallableRows } from "./callable-rows";
import { PageRows } from "./page-rows";
import { findGroups, findPeople } from "./results";

/** Everything by keyboard: whom to call and where to go. Enter does it, Escape closes. */
export function Palette({ onClose }: { onClose: () => void }) {
  const t = useTranslations("palette");
  const input = useRef<HTMLInputElement>(null);
  const [search, setSearch] = useState("");
  const people = useQuery(queries.contacts);
  const groups = useQuery(queries.groups);
  const isLoading = !people.data && !people.error;
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-scrim" />
        <Dialog.Popup
          initialFocus={input}
          className="fixed inset-x-4 top-[max(1rem,10dvh)] z-50 mx-auto max-w-xl overflow-hidden rounded-lg bg-card shadow-float"
        >
          <Dialog.Title className="sr-only">{t("title")}</Dialog.Title>
          <Command shouldFilter={false} loop label={t("search")}>
            <div className="flex items-center gap-3 border-line border-b px-4 text-muted">
              {isLoading ? <Spinner /> : <Search aria-hidden="true" className="size-5 shrink-0" />}
              <Command.Input
                ref={input}
                value={search}
                onValueChange={setSearch}
                placeholder={t("search")}
                className="h-14 w-full min-w-0 bg-transparent text-base text-ink outline-none placeholder:text-muted"
              />
            </div>
            <Command.List
              label={t("results")}
              className="max-h-[min(24rem,60dvh)] overflow-y-auto overscroll-contain p-2"
            >
              {!isLoading && (
                <Command.Empty className="py-8 text-center text-muted text-sm">{t("nothing")}</Command.Empty>
              )}
              <CallableRows
                heading={t("people")}
                rows={findPeople(people.data?.contacts ?? [], search)}
                onClose={onClose}
              />
              <CallableRows
                heading={t("groups")}
                rows={findGroups(groups.data ?? [], search)}
                onClose={onClose}
              />
              <PageRows search={search} onClose={onClose} />
            </Command.List>
          </Command>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
