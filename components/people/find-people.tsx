"use client";
import { useMutation } from "@tanstack/react-query";
import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { ListRow } from "@/components/ui/list-row";
import { Spinner } from "@/components/ui/spinner";
import { useIsReady } from "@/components/ui/use-is-ready";
import { api } from "@/lib/api/client";
import { problemOf } from "@/lib/api/problem-of";
import { isHandle } from "@/lib/pure/names";
import type { Contact } from "@/server/contacts/contract";
import { CallButtons } from "./call-buttons";
import { type ContactAct, useContactActs } from "./use-contact-acts";

const PAUSE_MS = 600;

/** Whether a text could be a whole e-mail or handle, so that it is worth asking without Enter. */
function looksWhole(text: string): boolean {
  return /^\S+@[^\s@]+\.[a-z]{2,}$/i.test(text) || isHandle(text.replace(/^@/, "").toLowerCase());
}

/** Finds one person by a whole handle or e-mail, and shows what can be done about them. `initial` is looked for at once. */
export function FindPeople({ initial = "" }: { initial?: string }) {
  const t = useTranslations("contacts");
  const words = useProblemWords();
  const isReady = useIsReady();
  const [query, setQuery] = useState(initial);
  const asked = useRef("");
  const field = useRef<HTMLInputElement>(null);
  const { run, busyId } = useContactActs();
  const [found, setFound] = useState<Contact | null>(null);
  const { mutate, reset, isPending, error } = useMutation({
    mutationFn: (text: string) => api.contacts.find.query({ query: text }),
    onSuccess: (contact, text) => text === asked.current && setFound(contact),
  });

  function find(text: string) {
    if (!text || (text === asked.current && (found || isPending))) return;
    asked.current = text;
    setFound(null);
    mutate(text);
  }

  useEffect(() => {
    const text = query.trim();
    if (!looksWhole(text) || text === asked.current) return;
    const timer = setTimeout(() => find(text), PAUSE_MS);
    return () => clearTimeout(timer);
  });

  function type(text: string) {
    setQuery(text);
    asked.current = "";
    setFound(null);
    reset();
  }

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    find(query.trim());
  }

  async function act(kind: ContactAct, contact: Contact) {
    const after = await run(kind, contact);
    if (!after) return;
    // From here on the person stands in the lists below: one place, one truth.
    type("");
    field.current?.focus();
  }

  return (
    <form onSubmit={onSubmit}>
      <Field
        label={t("find")}
        type="search"
        enterKeyHint="search"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={254}
        placeholder={t("findHint")}
        leading={<Search aria-hidden="true" className="size-5" />}
        trailing={
          isPending ? (
            <span className="px-3 text-muted">
              <Spinner />
            </span>
          ) : null
        }
        value={query}
        {...(isReady ? {} : { readOnly: true, "data-quiet": "" })}
        onChange={(event) => type(event.target.value)}
        ref={field}
        error={error && !isPending ? words(problemOf(error)) : null}
      />
      {found && (
        <ul aria-label={t("found")} className="mt-3 overflow-hidden rounded-lg bg-card shadow-card">
          <ListRow
            name={found.name}
            leading={<Avatar person={found} />}
            title={<span className="truncate">{found.name}</span>}
            detail={
              <>
                <span className="truncate">@{found.handle}</span>
                {found.state !== "none" && <span>{t(`state.${found.state}`)}</span>}
              </>
            }
            actions={<FoundActs contact={found} isBusy={busyId === found.id} onAct={act} />}
          />
        </ul>
      )}
    </form>
  );
}

type FoundActsProps = {
  contact: Contact;
  isBusy: boolean;
  onAct: (act: ContactAct, contact: Contact) => void;
};

function FoundActs({ contact, isBusy, onAct }: FoundActsProps) {
  const t = useTranslations("contacts");
  const button = (act: ContactAct, words: string, tone?: "primary") => (
    <Button tone={tone} isBusy={isBusy} onClick={() => onAct(act, contact)}>
      {words}
    </Button>
  );
  switch (contact.state) {
    case "none":
      return button("request", t("add"), "primary");
    case "received":
      return button("accept", t("accept"), "primary");
    case "requested":
      return button("dismiss", t("takeBack"));
    case "blocked":
      return button("unblock", t("unblock"));
    case "accepted":
      return <CallButtons people={[contact.id]} look="row" />;
    case "self":
      return null;
  }
}
