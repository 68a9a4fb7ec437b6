"use client";
import { useMutation } from "@tanstack/react-query";
import { ShieldAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { acceptRoot } from "@/lib/e2ee/identity/trust";
import type { Contact } from "@/server/contacts/contract";
import { NumberSheet } from "./number-sheet";
import { usePersonNumber } from "./use-person-number";

/** At the top of a contact's page, where their security number is another one than it was: look, or accept. Nothing otherwise. */
export function NumberChanged({ contact }: { contact: Contact }) {
  const t = useTranslations("identity.number");
  const { id, name } = contact;
  const { me, own, data, refetch } = usePersonNumber(id);
  const [isOpen, setOpen] = useState(false);
  const accept = useMutation({
    mutationFn: async (rootKey: string) => acceptRoot(id, rootKey),
    onSettled: () => refetch(),
  });
  if (!data || !own || !me || data.trust !== "changed") return null;
  return (
    <div
      role="alert"
      className="mb-6 grid w-full max-w-sm gap-3 rounded-lg bg-card p-4 text-left shadow-card ring-1 ring-accent ring-inset"
    >
      <p className="flex items-start gap-2 font-semibold">
        <ShieldAlert aria-hidden="true" className="mt-0.5 size-5 shrink-0 text-accent-text" />
        {t("changed", { name })}
      </p>
      <p className="text-pretty text-muted text-sm">{t("changedText")}</p>
      <div className="flex flex-wrap justify-end gap-2">
        <Button tone="ghost" onClick={() => setOpen(true)}>
          {t("look")}
        </Button>
        <Button tone="primary" isBusy={accept.isPending} onClick={() => accept.mutate(data.rootKey)}>
          {t("accept")}
        </Button>
      </div>
      {isOpen && (
        <NumberSheet
          contact={contact}
          me={me}
          own={own}
          data={data}
          scanned={null}
          onChanged={() => refetch()}
          onClose={() => setOpen(false)}
        />
      )}
    </div>
  );
}
