"use client";
import { useTranslations } from "next-intl";
import { CheckList } from "@/components/ui/check-list";
import { type TokenScope, tokenScopes } from "@/lib/pure/token-scopes";

type ScopeChoicesProps = { chosen: readonly TokenScope[]; onChoose: (scopes: TokenScope[]) => void };

/** What a new token may do: any of a few. */
export function ScopeChoices({ chosen, onChoose }: ScopeChoicesProps) {
  const t = useTranslations("tokens");
  return (
    <CheckList legend={t("may")} choices={tokenScopes} chosen={chosen} onChoose={onChoose}>
      {(scope) => t(`scopes.${scope}`)}
    </CheckList>
  );
}
