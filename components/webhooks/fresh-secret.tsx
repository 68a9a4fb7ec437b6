"use client";
import { Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { toast } from "@/components/ui/toast";

/** A signing secret that was just made: shown this once. */
export function FreshSecret({ secret }: { secret: string }) {
  const t = useTranslations("webhooks");
  async function copy() {
    // Pages without HTTPS have no clipboard.
    const clipboard = navigator.clipboard as Clipboard | undefined;
    const isCopied = await clipboard?.writeText(secret).then(
      () => true,
      () => false,
    );
    toast(isCopied ? t("copied") : t("notCopied"), isCopied ? "plain" : "alarm");
  }
  return (
    <div role="status" className="grid gap-3 rounded-md bg-wash p-4">
      <Field
        label={t("secret")}
        hint={t("secretOnce")}
        readOnly
        value={secret}
        onFocus={(event) => event.target.select()}
      />
      <Button className="justify-self-start" onClick={copy}>
        <Copy aria-hidden="true" className="size-5" />
        {t("copy")}
      </Button>
    </div>
  );
}
