"use client";
import { Copy, Share2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { meetingLink } from "@/lib/e2ee/link-secret";
import type { MeetingDetail } from "@/server/meetings/contract";
import { useCopy } from "@/components/ui/use-copy";

/** A meeting's link as this device has it, with or without its secret. */
export function LinkCard({ meeting, secret }: { meeting: MeetingDetail; secret: string | null | undefined }) {
  const t = useTranslations("meetings");
  const copy = useCopy({ copied: t("copied"), notCopied: t("notCopied") });
  const url = meetingLink(meeting.slug, secret ?? null);
  const canShare = typeof navigator.share === "function";
  return (
    <Card aria-label={t("link")} className="grid gap-4 p-4 sm:p-6">
      <Field
        label={t("link")}
        hint={secret === null ? t("linkWithout") : t("linkText")}
        readOnly
        value={url}
        onFocus={(event) => event.target.select()}
      />
      <div className="flex flex-wrap gap-2">
        <Button disabled={secret === undefined} onClick={() => copy(url)}>
          <Copy aria-hidden="true" className="size-5" />
          {t("copy")}
        </Button>
        {canShare && (
          <Button
            disabled={secret === undefined}
            // Closing the sheet of the system is an answer, not an error.
            onClick={() => navigator.share({ title: meeting.topic, url }).catch(() => {})}
          >
            <Share2 aria-hidden="true" className="size-5" />
            {t("share")}
          </Button>
        )}
      </div>
    </Card>
  );
}
