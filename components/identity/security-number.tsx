"use client";
import { ShieldCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { scannedNumber } from "@/lib/e2ee/identity/safety-number";
import type { Contact } from "@/server/contacts/contract";
import { NumberSheet } from "./number-sheet";
import { useFragment } from "./use-fragment";
import { usePersonNumber } from "./use-person-number";

/** On a contact's page: the number that both can compare. */
export function SecurityNumber({ contact }: { contact: Contact }) {
  const t = useTranslations("identity.number");
  const { id } = contact;
  const { me, own, data, refetch } = usePersonNumber(id);
  const scanned = scannedNumber(useFragment());
  const [isOpen, setOpen] = useState(scanned !== null);
  if (!data || !own || !me) return null;
  return (
    <div className="mt-4 w-full max-w-sm text-left">
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
