"use client";
import { useMutation } from "@tanstack/react-query";
import { ShieldAlert, ShieldCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { scannedNumber } from "@/lib/e2ee/identity/safety-number";
import { acceptRoot } from "@/lib/e2ee/identity/trust";
import type { Contact } from "@/server/contacts/contract";
import { NumberSheet } from "./number-sheet";
import { useFragment } from "./use-fragment";
import { usePersonNumber } from "./use-person-number";

/** On a contact's page: the number that both can compare, and a word where it changed. */
export function SecurityNumber({ contact }: { contact: Contact }) {
  const t = useTranslations("identity.number");
  const { id, name } = contact;
  const { me, own, data, refetch } = usePersonNumber(id);
  const scanned = scannedNumber(useFragment());
  const [isOpen, setOpen] = useState(scanned !== null);
  const accept = useMutation({
    mutationFn: async (rootKey: string) => acceptRoot(id, rootKey),
    onSettled: () => refetch(),
  });
  if (!data || !own || !me) return null;
  return (
    <div className="mt-4 grid w-full max-w-sm gap-4 text-left">
      {data.trust === "changed" && (
        <div
          role="alert"
          className="grid gap-3 rounded-lg bg-card p-4 shadow-card ring-1 ring-accent ring-inset"
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
        </div>
      )}
      <Card>
        <button
          type="button"
          onClick={() => setOpen(true)}
          className="flex min-h-14 w-full items-center gap-3 px-5 text-left font-semibold hover:bg-wash"
        >
          <ShieldCheck aria-hidden="true" className="size-5 shrink-0 text-muted" />
          <span className="min-w-0 flex-1">{t("title")}</span>
          {data.trust === "verified" && <Badge tone="ok">{t("verified")}</Badge>}
        </button>
      </Card>
      {isOpen && (
        <NumberSheet
          contact={contact}
          me={me}
          own={own}
          data={data}
          scanned={scanned}
          onChanged={() => refetch()}
          onClose={() => setOpen(false)}
        />
      )}
    </div>
  );
}
