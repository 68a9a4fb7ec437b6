"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { CallsOf } from "@/components/history/calls-of";
import { LateNumberChanged, LateSecurityNumber } from "@/components/identity/late-security-number";
import { ProblemState } from "@/components/problem/problem-state";
import { Avatar } from "@/components/ui/avatar";
import { BackLink } from "@/components/ui/back-link";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { queries } from "@/lib/api/queries";
import type { Contact } from "@/server/contacts/contract";
import { CallButtons } from "./call-buttons";
import { FavouriteButton } from "./favourite-button";
import { LatePersonMenu } from "./late-person-menu";
import { FaceWithPresence, PresenceWords } from "./presence";
import { RingChoice } from "./ring-choice";
import { type ContactAct, useContactActs } from "./use-contact-acts";

/** One person: their face, large, and what can be done. */
export function PersonPage({ handle }: { handle: string }) {
  const t = useTranslations("contacts");
  const { data: contact, error, refetch } = useQuery(queries.contact(handle));
  return (
    <div>
      <div className="flex min-h-11 items-center justify-between">
        <BackLink href="/contacts">{t("back")}</BackLink>
        {contact && contact.state !== "self" && (
          <div className="flex">
            {contact.state === "accepted" && <FavouriteButton contact={contact} />}
            {contact.state !== "blocked" && <LatePersonMenu contact={contact} />}
          </div>
        )}
      </div>
      {contact ? (
        <>
          <Face contact={contact} />
          {contact.state !== "self" && <CallsOf personId={contact.id} />}
        </>
      ) : error ? (
        <ProblemState error={error} onRetry={refetch} />
      ) : (
        <div role="status" aria-label={t("finding")} className="flex flex-col items-center gap-4 py-8">
          <Skeleton className="size-32 rounded-full! sm:size-40" />
          <Skeleton className="h-8 w-48" />
          <Skeleton className="h-12 w-full max-w-sm rounded-md!" />
        </div>
      )}
    </div>
  );
}

function Face({ contact }: { contact: Contact }) {
  const t = useTranslations("contacts");
  const isContact = contact.state === "accepted";
  const mayCall = isContact || contact.state === "none" || contact.state === "requested";
  return (
    <div className="flex flex-col items-center py-8 text-center">
      {isContact ? <FaceWithPresence person={contact} size="xl" /> : <Avatar person={contact} size="xl" />}
      <h1 className="mt-6 max-w-full break-words font-semibold text-xl tracking-tight">{contact.name}</h1>
      <p className="text-muted">@{contact.handle}</p>
      <p className="mb-6 min-h-6 text-muted text-sm">{isContact && <PresenceWords userId={contact.id} />}</p>
      {!isContact && (
        <>
          <p className="mb-4 text-muted text-sm">{t(`state.${contact.state}`)}</p>
          <Standing contact={contact} />
          {mayCall && <p className="mt-8 mb-3 max-w-sm text-muted text-sm">{t("mayNotRing")}</p>}
        </>
      )}
      {isContact && <LateNumberChanged contact={contact} />}
      {mayCall && <CallButtons people={[contact.id]} look="page" />}
      {isContact && (
        <Card aria-label={t("ringing")} className="mt-10 w-full max-w-sm p-5 text-left">
          <h2 className="mb-4 font-semibold text-base">{t("ringing")}</h2>
          <RingChoice contact={contact} />
        </Card>
      )}
      {isContact && <LateSecurityNumber contact={contact} />}
    </div>
  );
}

const ways: Partial<
  Record<Contact["state"], { act: ContactAct; words: "add" | "accept" | "takeBack" | "unblock" }>
> = {
  none: { act: "request", words: "add" },
  received: { act: "accept", words: "accept" },
  requested: { act: "dismiss", words: "takeBack" },
  blocked: { act: "unblock", words: "unblock" },
};

function Standing({ contact }: { contact: Contact }) {
  const t = useTranslations("contacts");
  const { run, busyId } = useContactActs();
  const way = ways[contact.state];
  if (!way) return null;
  const isFirm = way.act === "request" || way.act === "accept";
  return (
    <Button
      tone={isFirm ? "primary" : "secondary"}
      size="lg"
      isBusy={busyId !== null}
      onClick={() => run(way.act, contact)}
    >
      {t(way.words)}
    </Button>
  );
}
