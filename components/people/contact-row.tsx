"use client";
import Link from "next/link";
import { ListRow } from "@/components/ui/list-row";
import type { Contact } from "@/server/contacts/contract";
import { CallButtons } from "./call-buttons";
import { FavouriteButton } from "./favourite-button";
import { LatePersonMenu } from "./late-person-menu";
import { FaceWithPresence, PresenceWords } from "./presence";

/** One contact in a list: the way to their page, and calling them. */
export function ContactRow({ contact }: { contact: Contact }) {
  return (
    <ListRow
      name={contact.name}
      leading={<FaceWithPresence person={contact} />}
      title={
        <Link href={`/contacts/${contact.handle}`} className="truncate rounded-sm hover:underline">
          {contact.name}
        </Link>
      }
      detail={
        <>
          <span className="truncate">@{contact.handle}</span>
          <PresenceWords userId={contact.id} />
        </>
      }
      actions={
        <>
          <span className="hidden sm:block">
            <FavouriteButton contact={contact} />
          </span>
          <CallButtons people={[contact.id]} look="row" />
          <LatePersonMenu contact={contact} />
        </>
      }
    />
  );
}
