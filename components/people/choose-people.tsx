"use client";
import { useQuery } from "@tanstack/react-query";
import { Check, Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ProblemState } from "@/components/problem/problem-state";
import { Avatar } from "@/components/ui/avatar";
import { Field } from "@/components/ui/field";
import { SkeletonRows } from "@/components/ui/skeleton";
import { queries } from "@/lib/api/queries";
import { isFound } from "@/lib/pure/fold-text";
import type { Contact } from "@/server/contacts/contract";

type ChoosePeopleProps = {
  /** Ids of those who are chosen. */
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
  /** Ids of those who cannot be chosen since they are there already. */
  without?: ReadonlySet<string>;
  /** How many may be chosen. */
  most: number;
};

/** Chooses several of one's contacts, with a search over them. Who is chosen stays so while the search changes. */
export function ChoosePeople({ chosen, onChange, without, most }: ChoosePeopleProps) {
  const t = useTranslations("contacts.choose");
  const [wanted, setWanted] = useState("");
  const { data, error, refetch } = useQuery(queries.contacts);
  const all = data?.contacts.filter((contact) => !without?.has(contact.id)) ?? [];
  const found = all.filter((contact) => isFound(`${contact.name} @${contact.handle}`, wanted));
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChange(next);
  };
  return (
    <div className="flex min-h-0 flex-col gap-3">
      <Field
        label={t("search")}
        type="search"
        autoComplete="off"
        leading={<Search aria-hidden="true" className="size-5" />}
        value={wanted}
        onChange={(event) => setWanted(event.target.value)}
      />
      <p role="status" className="text-muted text-sm">
        {chosen.size >= most ? t("full", { most }) : t("chosen", { count: chosen.size })}
      </p>
      {!data &&
        (error ? (
          <ProblemState error={error} onRetry={refetch} />
        ) : (
          <SkeletonRows count={4} label={t("list")} />
        ))}
      {data && found.length === 0 && (
        <p className="py-4 text-center text-muted">{t(all.length ? "notFound" : "nobody")}</p>
      )}
      <ul aria-label={t("list")} className="-mx-1 min-h-0 flex-1 overflow-y-auto px-1 empty:hidden">
        {found.map((contact) => (
          <Choice
            key={contact.id}
            contact={contact}
            isChosen={chosen.has(contact.id)}
            isFull={chosen.size >= most}
            onToggle={() => toggle(contact.id)}
          />
        ))}
      </ul>
    </div>
  );
}

type ChoiceProps = { contact: Contact; isChosen: boolean; isFull: boolean; onToggle: () => void };

function Choice({ contact, isChosen, isFull, onToggle }: ChoiceProps) {
  return (
    <li>
      <label className="flex min-h-14 cursor-pointer items-center gap-3 rounded-md px-2 hover:bg-wash has-focus-visible:outline-2 has-focus-visible:outline-focus has-disabled:cursor-default has-disabled:opacity-50">
        <input
          type="checkbox"
          className="sr-only"
          aria-label={contact.name}
          checked={isChosen}
          disabled={isFull && !isChosen}
          onChange={onToggle}
        />
        <Avatar person={contact} size="sm" />
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium">{contact.name}</span>
          <span className="block truncate text-muted text-sm">@{contact.handle}</span>
        </span>
        <span
          aria-hidden="true"
          className={`flex size-6 items-center justify-center rounded-full ${isChosen ? "bg-accent text-on-accent" : "ring-1 ring-edge ring-inset"}`}
        >
          {isChosen && <Check className="size-4" strokeWidth={3} />}
        </span>
      </label>
    </li>
  );
}
