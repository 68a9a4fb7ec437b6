"use client";
import { Copy, Share2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { useCopy } from "@/components/ui/use-copy";
import { QrCode } from "./qr-code";

/** A link that was just made: to copy, to share, to be scanned. */
export function FreshLink({ url }: { url: string }) {
  const t = useTranslations("invite");
  const canShare = typeof navigator.share === "function";
  const copy = useCopy({ copied: t("copied"), notCopied: t("notCopied") });

  function share() {
    // Closing the sheet of the system is an answer, not an error.
    navigator.share({ title: t("shareText"), url }).catch(() => {});
  }

  return (
    <div className="grid gap-4">
      <Field
        label={t("link")}
        hint={t("once")}
        readOnly
        value={url}
        onFocus={(event) => event.target.select()}
      />
      <div className="flex gap-3">
        <Button tone="primary" className="flex-1" onClick={() => copy(url)}>
          <Copy aria-hidden="true" className="size-5" />
          {t("copy")}
        </Button>
        {canShare && (
          <Button className="flex-1" onClick={share}>
            <Share2 aria-hidden="true" className="size-5" />
            {t("share")}
          </Button>
        )}
      </div>
      <QrCode text={url} label={t("qr")} />
    </div>
  );
}
