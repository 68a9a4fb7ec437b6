"use client";
import { Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { useCopy } from "@/components/ui/use-copy";

/** A token that was just made, to be copied: nobody shows it again. */
export function FreshToken({ secret, onDone }: { secret: string; onDone: () => void }) {
  const t = useTranslations("tokens");
  const copy = useCopy({ copied: t("copied"), notCopied: t("notCopied") });

  return (
    <div className="grid gap-4">
      <Field
        label={t("fresh")}
        hint={t("once")}
        readOnly
        autoFocus
        value={secret}
        onFocus={(event) => event.target.select()}
      />
      <div className="flex gap-3">
        <Button tone="primary" onClick={() => copy(secret)}>
          <Copy aria-hidden="true" className="size-5" />
          {t("copy")}
        </Button>
        <Button onClick={onDone}>{t("done")}</Button>
      </div>
    </div>
  );
}
