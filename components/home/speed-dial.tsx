"use client";
import { useQuery } from "@tanstack/react-query";
import { UsersRound } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { CallButtons } from "@/components/people/call-buttons";
import { FaceWithPresence, PresenceWords } from "@/components/people/presence";
import { ProblemState } from "@/components/problem/problem-state";
import { ButtonLink } from "@/components/ui/button";
import { Card, SectionHead } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Skeleton } from "@/components/ui/skeleton";
import { type People, queries } from "@/lib/api/queries";
import type { Contact } from "@/server/contacts/contract";

const MOST_OTHERS = 12;
const grid =
  "grid grid-cols-[repeat(auto-fill,minmax(min(100%,8.5rem),1fr))] gap-3 sm:gap-4 sm:grid-cols-[repeat(auto-fill,minmax(11rem,1fr))]";

/** The people one calls most, as large faces: one tap for a call, one for a video call. */
export function SpeedDial({ initial }: { initial?: People }) {
  const t = useTranslations("home");
  const { data, error, refetch } = useQuery({ ...queries.contacts, initialData: initial });
  if (!data)
    return error ? (
      <Card>
        <ProblemState error={error} onRetry={refetch} />
      </Card>
    ) : (
      <div role="status" aria-label={t("people")} className={grid}>
        {Array.from({ length: 4 }, (_, index) => (
          <Skeleton key={index} className="h-59 rounded-lg!" />
        ))}
      </div>
    );
  const favourites = data.contacts.filter((contact) => contact.isFavourite);
  const others = data.contacts.filter((contact) => !contact.isFavourite).slice(0, MOST_OTHERS);
  if (data.contacts.length === 0)
    return (
      <Card>
        <EmptyState
          icon={<UsersRound />}
          title={t("emptyTitle")}
          text={t("emptyText")}
          action={
            <ButtonLink href="/contacts" tone="primary" size="lg">
              {t("emptyAction")}
            </ButtonLink>
          }
        />
      </Card>
    );
  return (
    <div className="grid grid-cols-1 gap-8">
      <Faces label={t("favourites")} contacts={favourites} />
      <Faces label={favourites.length > 0 ? t("others") : t("people")} contacts={others} hasLink />
    </div>
  );
}

function Faces({ label, contacts, hasLink }: { label: string; contacts: Contact[]; hasLink?: boolean }) {
  const t = useTranslations("home");
  if (contacts.length === 0) return null;
  return (
    <div>
      <SectionHead title={label}>
        {hasLink && (
          <Link
            href="/contacts"
            className="rounded-sm p-1.5 font-medium text-accent-text text-sm hover:underline"
          >
            {t("allContacts")}
          </Link>
        )}
      </SectionHead>
      <ul aria-label={label} className={grid}>
        {contacts.map((contact) => (
          <Face key={contact.id} contact={contact} />
        ))}
      </ul>
    </div>
  );
}

function Face({ contact }: { contact: Contact }) {
  return (
    <li
      aria-label={contact.name}
      className="flex min-w-0 flex-col items-center rounded-lg bg-card p-4 shadow-card"
    >
      <Link
        href={`/contacts/${contact.handle}`}
        className="mb-3 flex max-w-full flex-col items-center rounded-md hover:underline"
      >
        <FaceWithPresence person={contact} size="lg" />
        <span className="mt-3 max-w-full truncate px-1 font-medium">{contact.name}</span>
        <span className="min-h-5 text-muted text-sm">
          <PresenceWords userId={contact.id} isShort />
        </span>
      </Link>
      <CallButtons people={[contact.id]} look="face" />
    </li>
  );
}
