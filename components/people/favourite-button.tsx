"use client";
import { Star } from "lucide-react";
import { useTranslations } from "next-intl";
import { IconButton } from "@/components/ui/icon-button";
import type { Contact } from "@/server/contacts/contract";
import { useContactActs } from "./use-contact-acts";

/** Puts a contact among the favourites or takes them out. */
export function FavouriteButton({ contact }: { contact: Contact }) {
  const t = useTranslations("contacts");
  const { run, busyId } = useContactActs();
  const isOn = busyId ? !contact.isFavourite : contact.isFavourite;
  return (
    <IconButton
      tone="ghost"
      label={t("favourite")}
      aria-pressed={isOn}
      disabled={busyId !== null}
      onClick={() => run("favourite", contact)}
    >
      <Star aria-hidden="true" className={isOn ? "fill-accent text-accent" : ""} />
    </IconButton>
  );
}
