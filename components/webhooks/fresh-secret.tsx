"use client";
import { Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { useCopy } from "@/components/ui/use-copy";

/** A signing secret that was just made: shown this once. */
export function FreshSecret({ secret }: { secret: string }) {
  const t = useTranslations("webhooks");
  const copy = useCopy({ copied: t("copied"), notCopied: t("notCopied") });
  return (
    <div role="status" className="grid gap-3 rounded-md bg-wash p-4">
      <Field
        label={t("secret")}
        hint={t("secretOnce")}
        readOnly
        value={secret}
        onFocus={(event) => event.target.select()}
      />
      <Button className="justify-self-start" onClick={() => copy(secret)}>
        <Copy aria-hidden="true" className="size-5" />
        {t("copy")}
      </Button>
    </div>
  );
}
