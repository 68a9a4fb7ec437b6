"use client";
import { useTranslations } from "next-intl";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Spinner } from "@/components/ui/spinner";
import { useCopy } from "@/components/ui/use-copy";
import { problemOf } from "@/lib/api/problem-of";
import { FindingRow, type ToldFinding } from "./finding-row";
import { type Findings, useDoctor } from "./use-doctor";

/** Everything that a Peal needs, tried from this browser and from the server, and what to do where it is not as it should be. */
export function DoctorPage() {
  const t = useTranslations("doctor");
  const { browser, server, again } = useDoctor();
  const copy = useCopy({ copied: t("copied"), notCopied: t("notCopied") });
  const found = [...browser.found, ...server.found];
  const isBusy = browser.isBusy || server.isBusy;
  return (
    <div className="grid gap-6">
      <div className="flex flex-wrap items-center gap-3">
        <p role="status" className="min-w-0 flex-1 basis-full text-pretty font-medium sm:basis-0">
          {isBusy ? (
            t("working")
          ) : (
            <Verdict found={found} hasFailed={Boolean(browser.error ?? server.error)} />
          )}
        </p>
        <Button tone="ghost" disabled={isBusy} onClick={() => void copy(reportOf(found))}>
          {t("copy")}
        </Button>
        <Button disabled={isBusy} onClick={again}>
          {t("again")}
        </Button>
      </div>
      <Group title={t("browser")} findings={browser} />
      <Group title={t("server")} findings={server} />
    </div>
  );
}

function Verdict({ found, hasFailed }: { found: ToldFinding[]; hasFailed: boolean }) {
  const t = useTranslations("doctor");
  const count = (wanted: ToldFinding["state"]) => found.filter(({ state }) => state === wanted).length;
  if (count("fail") > 0) return t("verdict.fail", { count: count("fail") });
  if (hasFailed) return t("failed");
  return count("warn") > 0 ? t("verdict.warn", { count: count("warn") }) : t("verdict.ok");
}

function Group({ title, findings: { found, isBusy, error } }: { title: string; findings: Findings }) {
  const words = useProblemWords();
  return (
    <Card aria-label={title} className="p-5 sm:p-6">
      <h2 className="font-semibold text-base">{title}</h2>
      <ul className="mt-2 divide-y divide-line">
        {found.map((finding) => (
          <FindingRow key={`${finding.name} ${finding.says}`} {...finding} />
        ))}
      </ul>
      {isBusy && (
        <p className="mt-3">
          <Spinner />
        </p>
      )}
      {error !== null && error !== undefined && (
        <p role="alert" className="mt-3 text-end-text text-sm">
          {words(problemOf(error))}
        </p>
      )}
    </Card>
  );
}

/** The findings as a text to pass on. */
const reportOf = (found: ToldFinding[]): string =>
  found
    .map(({ name, state, says, fix }) => `${state.padEnd(4)} ${name}: ${says}${fix ? `\n     ${fix}` : ""}`)
    .join("\n");
