"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { InviteButton } from "@/components/invite/invite-button";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import type { AddressBook } from "@/lib/vcard/address-book";
import { useAskAll } from "./use-ask-all";

/** Who of an address book is here, each with a tick, and what of the others. */
export function FoundPeople({ book, onDone }: { book: AddressBook; onDone: () => void }) {
  const t = useTranslations("contacts.book");
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const chosen = book.here.map(({ contact }) => contact.id).filter((id) => !left.has(id));
  const { askAll, done } = useAskAll(onDone);
  const toggle = (id: string) => {
    const next = new Set(left);
    if (!next.delete(id)) next.add(id);
    setLeft(next);
  };
  return (
    <div className="grid min-h-0 grid-rows-[minmax(0,1fr)] gap-4 overflow-y-auto">
      {book.here.length > 0 ? (
        <ul aria-label={t("here")} className="grid gap-1">
          {book.here.map(({ contact, cardName }) => (
            <li key={contact.id}>
              <label className="flex min-h-14 cursor-pointer items-center gap-3 rounded-md px-2 hover:bg-wash has-disabled:cursor-default">
                <input
                  type="checkbox"
                  className="size-5 shrink-0 accent-accent"
                  aria-label={contact.name}
                  checked={!left.has(contact.id)}
                  disabled={done !== null}
                  onChange={() => toggle(contact.id)}
                />
                <Avatar person={contact} size="sm" />
                <span className="min-w-0 flex-1">
                  <span className="block truncate font-medium">{contact.name}</span>
                  <span className="block truncate text-muted text-sm">
                    {cardName && cardName !== contact.name ? `${cardName} · ` : ""}@{contact.handle}
                  </span>
                </span>
              </label>
            </li>
          ))}
        </ul>
      ) : (
        book.known === 0 && <p className="font-medium">{t("none")}</p>
      )}
      <div className="grid gap-1 text-muted text-sm empty:hidden">
        {book.known > 0 && <p>{t("known", { count: book.known })}</p>}
        {book.without > 0 && <p>{t("without", { count: book.without })}</p>}
        {book.absent > 0 && <p>{t("rest", { count: book.absent })}</p>}
      </div>
      {book.absent > 0 && <InviteButton />}
      {book.here.length > 0 && (
        <Button
          tone="primary"
          size="lg"
          wide
          isBusy={done !== null}
          disabled={chosen.length === 0}
          onClick={() => askAll(chosen)}
        >
          {done === null ? t("ask", { count: chosen.length }) : t("asking", { done, count: chosen.length })}
        </Button>
      )}
    </div>
  );
}
