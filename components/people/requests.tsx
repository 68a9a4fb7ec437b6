"use client";
import { useTranslations } from "next-intl";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { Card, SectionHead } from "@/components/ui/card";
import { ListRow } from "@/components/ui/list-row";
import type { Contact } from "@/server/contacts/contract";
import { type ContactAct, useContactActs } from "./use-contact-acts";

type Kind = "received" | "requested" | "blocked";
type Choice = {
  act: ContactAct;
  words: "accept" | "dismiss" | "takeBack" | "unblock";
  tone?: "primary" | "ghost";
};

const choices: Record<Kind, readonly Choice[]> = {
  received: [
    { act: "dismiss", words: "dismiss", tone: "ghost" },
    { act: "accept", words: "accept", tone: "primary" },
  ],
  requested: [{ act: "dismiss", words: "takeBack", tone: "ghost" }],
  blocked: [{ act: "unblock", words: "unblock", tone: "ghost" }],
};

/** People who are not contacts, of one kind, with what can be done about each. Nothing when there are none. */
export function Requests({ kind, people }: { kind: Kind; people: Contact[] }) {
  const t = useTranslations("contacts");
  const { run, busyId } = useContactActs();
  if (people.length === 0) return null;
  return (
    <div>
      <SectionHead title={t(kind)} />
      <Card>
        <ul aria-label={t(kind)} className="divide-y divide-line">
          {people.map((contact) => (
            <ListRow
              key={contact.id}
              name={contact.name}
              leading={<Avatar person={contact} />}
              title={<span className="truncate">{contact.name}</span>}
              detail={<span className="truncate">@{contact.handle}</span>}
              actions={choices[kind].map(({ act, words, tone }) => (
                <Button
                  key={act}
                  tone={tone}
                  disabled={busyId === contact.id}
                  onClick={() => run(act, contact)}
                >
                  {t(words)}
                </Button>
              ))}
            />
          ))}
        </ul>
      </Card>
    </div>
  );
}
