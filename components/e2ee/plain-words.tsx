import { useTranslations } from "next-intl";
import type { ReactNode } from "react";

/** In plain words: what is encrypted, how to check it, and what it does not protect from. For a page and for a sheet alike. */
export function PlainWords() {
  const t = useTranslations("security");
  return (
    <div className="grid gap-8">
      <p className="text-pretty">{t("lead")}</p>
      <Matter title={t("protected.title")}>
        <Points
          points={[
            t("protected.media"),
            t("protected.keys"),
            t("protected.notes"),
            t("protected.leaver"),
            t("protected.fallback"),
          ]}
        />
      </Matter>
      <Matter title={t("check.title")}>
        <Points points={[t("check.code"), t("check.number"), t("check.device")]} />
      </Matter>
      <Matter title={t("learns.title")}>
        <Points
          points={[
            t("learns.who"),
            t("learns.address"),
            t("learns.size"),
            t("learns.loud"),
            t("learns.words"),
          ]}
        />
      </Matter>
      <Matter title={t("limits.title")}>
        <Points points={[t("limits.code"), t("limits.people"), t("limits.device")]} />
      </Matter>
      <Matter title={t("open.title")}>
        <p className="text-pretty">{t("open.text")}</p>
      </Matter>
      <Matter title={t("report.title")}>
        <p className="text-pretty">{t("report.text")}</p>
      </Matter>
    </div>
  );
}

function Matter({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <h2 className="mb-2 font-semibold text-lg tracking-tight">{title}</h2>
      {children}
    </div>
  );
}

function Points({ points }: { points: string[] }) {
  return (
    <ul className="grid list-disc gap-2 pl-5 marker:text-muted">
      {points.map((point) => (
        <li key={point} className="text-pretty">
          {point}
        </li>
      ))}
    </ul>
  );
}
