import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import type { Operation } from "@/server/rest/contract";
import { Prose } from "./prose";
import { Field, Shape } from "./shape";

type EndpointProps = { method: string; path: string; operation: Operation };

/** What the document says of one endpoint. */
export function Endpoint({ method, path, operation }: EndpointProps) {
  const t = useTranslations("developers");
  const { operationId, summary, description, security, parameters, requestBody, responses } = operation;
  const scope = security[0]?.bearer?.[0];
  const body = requestBody?.content["application/json"]?.schema;
  const codes = Object.values(responses).flatMap((answer) => answer["x-problems"] ?? []);
  const done = Object.entries(responses).filter(([status]) => Number(status) < 300);
  return (
    <Card aria-label={summary} className="grid gap-4 p-5">
      <div className="grid gap-2" id={operationId}>
        <h3 className="font-semibold">{summary}</h3>
        <p className="wrap-anywhere font-mono text-sm">
          <span className="font-semibold text-accent-text">{method.toUpperCase()}</span> {path}
        </p>
        <p className="text-muted text-sm">{scope ? t("scope", { scope }) : t("open")}</p>
        {description && <Prose text={description} />}
      </div>
      {(parameters.length > 0 || body) && (
        <Part title={t("asks")}>
          <ul className="grid gap-2">
            {parameters.map(({ name, in: where, required, schema, description: words }) => (
              <Field
                key={name}
                name={name}
                field={{ ...schema, description: [t(`where.${where}`), words].filter(Boolean).join(". ") }}
                isRequired={required}
              />
            ))}
          </ul>
          {body && <Shape schema={body} />}
        </Part>
      )}
      {done.map(([status, { content }]) => {
        const schema = content?.["application/json"]?.schema;
        return (
          <Part key={status} title={t("answers", { status })}>
            {schema ? <Shape schema={schema} /> : <p className="text-muted text-sm">{t("empty")}</p>}
          </Part>
        );
      })}
      <Part title={t("refuses")}>
        <p className="flex flex-wrap gap-x-3 text-sm">
          {codes.map((code) => (
            <a
              key={code}
              href={`#${code}`}
              className="inline-flex min-h-6 items-center text-accent-text underline"
            >
              {code}
            </a>
          ))}
        </p>
      </Part>
    </Card>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="grid min-w-0 gap-2">
      <h4 className="font-semibold text-muted text-sm">{title}</h4>
      {children}
    </div>
  );
}
