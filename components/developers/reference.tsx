import { useTranslations } from "next-intl";
import type { OpenApi } from "@/server/rest/contract";
import { Endpoint } from "./endpoint";
import { Prose } from "./prose";

const groups = ["auth", "users", "devices", "contacts", "calls", "meetings", "media"] as const;

/** The whole document for people: every endpoint by what it is about, and every problem. */
export function Reference({ document }: { document: OpenApi }) {
  const t = useTranslations("developers");
  const all = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
  );
  const problems = new Map([
    // Of addresses that have no such method: no endpoint answers it.
    ["method_not_allowed", "405"] as const,
    ...all
      .flatMap(({ operation }) => Object.entries(operation.responses))
      .flatMap(([status, answer]) => (answer["x-problems"] ?? []).map((code) => [code, status] as const))
      .toSorted(([one], [other]) => (one < other ? -1 : 1)),
  ]);
  return (
    <div className="grid gap-10">
      <div className="grid gap-3">
        <Prose text={document.info.description} />
        <p className="wrap-anywhere">{t("base", { url: document.servers[0]?.url ?? "" })}</p>
      </div>
      <nav aria-label={t("contents")}>
        <ul className="flex flex-wrap gap-x-4">
          {[
            ...groups.map((group) => [group, t(`groups.${group}`)] as const),
            ["problems", t("problems")] as const,
          ].map(([id, name]) => (
            <li key={id}>
              <a
                href={`#${id}`}
                className="inline-flex min-h-11 items-center font-medium text-accent-text underline"
              >
                {name}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {groups.map((group) => (
        <section key={group} id={group} aria-labelledby={`${group}-title`} className="grid gap-4">
          <h2 id={`${group}-title`} className="font-semibold text-lg">
            {t(`groups.${group}`)}
          </h2>
          {all
            .filter(({ operation }) => operation.tags[0] === group)
            .map((one) => (
              <Endpoint key={one.operation.operationId} {...one} />
            ))}
        </section>
      ))}
      <section id="problems" aria-labelledby="problems-title" className="grid gap-4">
        <h2 id="problems-title" className="font-semibold text-lg">
          {t("problems")}
        </h2>
        <p>{t("problemsText")}</p>
        <dl className="grid gap-2 text-sm">
          {[...problems].map(([code, status]) => (
            <div key={code} id={code} className="flex flex-wrap gap-x-3">
              <dt className="font-mono font-semibold">{code}</dt>
              <dd className="text-muted">{status}</dd>
            </div>
          ))}
        </dl>
      </section>
    </div>
  );
}
