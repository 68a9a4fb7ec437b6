"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Download, ScrollText } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { LocalTime } from "@/components/ui/local-time";
import { SearchField } from "@/components/ui/search-field";
import { SelectField } from "@/components/ui/select-field";
import { toast } from "@/components/ui/toast";
import { exportAudit } from "@/lib/api/export-audit";
import { queries, type WantedActs } from "@/lib/api/queries";
import { type AuditLine, auditFormats } from "@/server/admin/contract";
import { auditActs } from "@/server/audit/contract";
import { PageByPage } from "./page-by-page";

/** Who did what to whom, when and from where; narrowed down to a person or an act, and taken along as a file. */
export function AuditList() {
  const t = useTranslations("admin.audit");
  const [wanted, setWanted] = useState<WantedActs>({});
  const query = useInfiniteQuery(queries.admin.audit(wanted));
  const acts = auditActs.map((act) => ({ act, words: t(`acts.${act}`) }));
  return (
    <div className="grid grid-cols-1 gap-4">
      <SearchField
        label={t("search")}
        hint={t("searchHint")}
        clear={t("clear")}
        search={wanted.search ?? ""}
        onSearch={(search) => setWanted({ ...wanted, search })}
      />
      <div className="flex flex-wrap items-end gap-3">
        <div className="min-w-48 flex-1">
          <SelectField
            label={t("act")}
            value={wanted.act ?? ""}
            onChoose={(value) => setWanted({ ...wanted, act: auditActs.find((act) => act === value) })}
          >
            <option value="">{t("anyAct")}</option>
            {acts
              .toSorted((a, b) => a.words.localeCompare(b.words))
              .map(({ act, words }) => (
                <option key={act} value={act}>
                  {words}
                </option>
              ))}
          </SelectField>
        </div>
        <Save wanted={wanted} />
      </div>
      <PageByPage
        query={query}
        label={t("list")}
        itemsOf={(page) => page.lines}
        empty={<EmptyState icon={<ScrollText />} title={t("none")} text={t("noneText")} />}
        Row={Line}
      />
    </div>
  );
}

function Save({ wanted }: { wanted: WantedActs }) {
  const t = useTranslations("admin.audit");
  const words = useProblemWords();
  const [busy, setBusy] = useState<string | null>(null);
  const save = async (format: (typeof auditFormats)[number]) => {
    setBusy(format);
    const trouble = await exportAudit({ ...wanted, format });
    if (trouble) toast(words(trouble), "alarm");
    setBusy(null);
  };
  return (
    <div className="flex flex-wrap gap-2">
      {auditFormats.map((format) => (
        <Button
          key={format}
          size="lg"
          isBusy={busy === format}
          disabled={busy !== null}
          onClick={() => void save(format)}
        >
          <Download aria-hidden="true" className="size-4.5" />
          {t(format)}
        </Button>
      ))}
    </div>
  );
}

function Line({ item: { at, act, by, to, address, details } }: { item: AuditLine }) {
  const t = useTranslations("admin.audit");
  const format = useFormatter();
  const time = (moment: Date) =>
    format.dateTime(moment, { dateStyle: "medium", timeStyle: "medium", timeZone: undefined });
  const { reason, ...others } = details;
  const why = act === "sign_in_refused" && (reason === "wrong" || reason === "limited") ? reason : null;
  const more = [
    why ? t(`reason.${why}`) : reason,
    ...Object.entries(others).map(([name, value]) => `${name}: ${value}`),
    address && t("from", { address }),
  ].filter(Boolean);
  return (
    <li className="grid gap-x-4 gap-y-0.5 px-4 py-3 text-sm sm:grid-cols-[minmax(0,1fr)_auto]">
      <p className="min-w-0 break-words font-medium">
        {t(`acts.${act}`)}
        {to && <span className="font-normal"> {t("to", { name: `${to.name} (@${to.handle})` })}</span>}
      </p>
      <p className="text-muted sm:text-right">
        <LocalTime at={at} words={time} />
      </p>
      <p className="min-w-0 break-words text-muted sm:col-span-2">
        {[by ? `${by.name} (@${by.handle})` : t("unknown"), ...more].join(", ")}
      </p>
    </li>
  );
}
