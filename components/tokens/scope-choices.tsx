"use client";
import { useTranslations } from "next-intl";
import { type TokenScope, tokenScopes } from "@/lib/pure/token-scopes";

type ScopeChoicesProps = { chosen: readonly TokenScope[]; onChoose: (scopes: TokenScope[]) => void };

/** What a new token may do: any of a few. */
export function ScopeChoices({ chosen, onChoose }: ScopeChoicesProps) {
  const t = useTranslations("tokens");
  const toggled = (scope: TokenScope) =>
    tokenScopes.filter((one) => (one === scope ? !chosen.includes(one) : chosen.includes(one)));
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 font-medium text-sm">{t("may")}</legend>
      <div className="grid gap-x-5 sm:grid-cols-2">
        {tokenScopes.map((scope) => (
          <label
            key={scope}
            className="flex min-h-11 cursor-pointer items-center gap-3 rounded-md text-sm has-focus-visible:outline-2 has-focus-visible:outline-accent-text"
          >
            <input
              type="checkbox"
              checked={chosen.includes(scope)}
              onChange={() => onChoose(toggled(scope))}
              className="size-5 shrink-0 accent-accent-text outline-none"
            />
            {t(`scopes.${scope}`)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
