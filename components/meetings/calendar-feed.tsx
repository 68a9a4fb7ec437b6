"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { toast } from "@/components/ui/toast";
import { api } from "@/lib/api/client";
import { type Meetings, queries } from "@/lib/api/queries";
import { useCopy } from "@/components/ui/use-copy";
import { useMeetingChange } from "./use-meeting-change";

/** The secret address at which a calendar program follows one's meetings. */
export function CalendarFeed({ initial }: { initial: Meetings }) {
  const t = useTranslations("meetings");
  const { run, isBusy } = useMeetingChange();
  const copy = useCopy({ copied: t("copied"), notCopied: t("notCopied") });
  const { data } = useQuery({ ...queries.meetings, initialData: initial });
  const [url, setUrl] = useState<string | null>(null);
  const make = async () => {
    const made = await run(() => api.meetings.newFeed.mutate());
    if (made) setUrl(`${location.origin}${made.path}`);
  };
  const end = async () => {
    const isEnded = await run(async () => {
      await api.meetings.endFeed.mutate();
      return true;
    });
    if (!isEnded) return;
    setUrl(null);
    toast(t("feedEnded"));
  };
  return (
    <Card aria-label={t("feed")} className="grid gap-4 p-4 sm:p-5">
      <div>
        <h2 className="font-semibold text-base">{t("feed")}</h2>
        <p className="text-pretty text-muted text-sm">{t("feedText")}</p>
      </div>
      {url ? (
        <>
          <Field
            label={t("feedLink")}
            hint={t("feedOnce")}
            readOnly
            value={url}
            onFocus={(event) => event.target.select()}
          />
          <div className="flex flex-wrap gap-2">
            <Button onClick={() => copy(url)}>{t("copy")}</Button>
            <Button onClick={() => location.assign(url.replace(/^https?:/, "webcal:"))}>
              {t("feedOpen")}
            </Button>
            <Button tone="ghost" isBusy={isBusy} onClick={end}>
              {t("feedEnd")}
            </Button>
          </div>
        </>
      ) : (
        <div className="flex flex-wrap gap-2">
          <Button isBusy={isBusy} onClick={make}>
            {t(data.hasFeed ? "feedRenew" : "feedMake")}
          </Button>
          {data.hasFeed && (
            <Button tone="ghost" disabled={isBusy} onClick={end}>
              {t("feedEnd")}
            </Button>
          )}
        </div>
      )}
    </Card>
  );
}
