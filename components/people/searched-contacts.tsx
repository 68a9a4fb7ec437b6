"use client";
import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { isFound } from "@/lib/pure/fold-text";
import type { Contact } from "@/server/contacts/contract";
import { ContactRow } from "./contact-row";

/** How many stand there at first: with thousands, drawing all would make the page slow. */
const SHOWN = 100;

/** A person's contacts, with a search that narrows them while one types. Enter opens the first, Escape shows all again. */
export function SearchedContacts({ contacts }: { contacts: Contact[] }) {
  const t = useTranslations("contacts");
  const router = useRouter();
  const [search, setSearch] = useState("");
  const [isWhole, setWhole] = useState(false);
  const found = contacts.filter(({ name, handle }) => isFound(`${name} @${handle}`, search));
  const shown = isWhole ? found : found.slice(0, SHOWN);

  function onKeyDown(event: KeyboardEvent) {
    const [first] = found;
    if (event.key === "Escape") setSearch("");
    if (event.key === "Enter" && search.trim() && first) router.push(`/contacts/${first.handle}`);
  }

  return (
    <div className="grid gap-4">
      {contacts.length > 1 && (
        <Field
          label={t("filter")}
          type="search"
          enterKeyHint="go"
          autoComplete="off"
          spellCheck={false}
          maxLength={64}
          placeholder={t("filterHint")}
          leading={<Search aria-hidden="true" className="size-5" />}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          onKeyDown={onKeyDown}
        />
      )}
      <p role="status" className="sr-only">
        {search.trim() && t("matches", { count: found.length })}
      </p>
      <Card>
        {found.length > 0 ? (
          <ul aria-label={t("list")} className="divide-y divide-line">
            {shown.map((contact) => (
              <ContactRow key={contact.id} contact={contact} />
            ))}
          </ul>
        ) : (
          <p className="px-6 py-10 text-center text-muted text-sm">{t("noMatch")}</p>
        )}
      </Card>
      {shown.length < found.length && (
        <Button onClick={() => setWhole(true)}>{t("showAll", { count: found.length })}</Button>
      )}
    </div>
  );
}
