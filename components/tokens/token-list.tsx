"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { ProblemState } from "@/components/problem/problem-state";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { ListRow } from "@/components/ui/list-row";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { api } from "@/lib/api/client";
import { problemOf } from "@/lib/api/problem-of";
import { queries } from "@/lib/api/queries";
import type { Token } from "@/server/tokens/contract";

const shown = { dateStyle: "medium" } as const;

/** One's access tokens that work now, and revoking each, asked once more. */
export function TokenList() {
  const t = useTranslations("tokens");
  const cancel = useTranslations("common")("cancel");
  const format = useFormatter();
  const words = useProblemWords();
  const cache = useQueryClient();
  const [asked, ask] = useState<Token | null>(null);
  const { data, error, refetch } = useQuery(queries.tokens);
  const { mutate } = useMutation({
    mutationFn: (tokenId: string) => api.tokens.revoke.mutate({ tokenId }),
    onSuccess: () => toast(t("revoked")),
    onError: (problem) => toast(words(problemOf(problem)), "alarm"),
    onSettled: () => cache.invalidateQueries({ queryKey: queries.tokens.queryKey }),
  });
  if (error && !data) return <ProblemState error={error} onRetry={refetch} />;
  if (!data)
    return (
      <div role="status" aria-label={t("looking")}>
        <Skeleton className="h-18 w-full rounded-md!" />
      </div>
    );
  if (data.length === 0) return <p className="text-muted">{t("none")}</p>;
  const used = (at: number | null) =>
    at === null ? t("unused") : t("used", { when: format.dateTime(at, shown) });
  return (
    <>
      <ul aria-label={t("yours")} className="-mx-4 divide-y divide-line">
        {data.map((token) => (
          <ListRow
            key={token.id}
            name={token.name}
            leading={<KeyRound aria-hidden="true" className="size-5 text-muted" />}
            title={<span className="truncate">{token.name}</span>}
            detail={
              <>
                <span>{token.scopes.join(", ")}</span>
                <span>
                  {t("until", { when: format.dateTime(token.expiresAt, shown) })}, {used(token.lastUsedAt)}
                </span>
              </>
            }
            actions={
              <Button
                tone="ghost"
                aria-label={t("revokeThis", { name: token.name })}
                onClick={() => ask(token)}
              >
                {t("revoke")}
              </Button>
            }
          />
        ))}
      </ul>
      <ConfirmDialog
        isOpen={asked !== null}
        onClose={() => ask(null)}
        title={t("revokeTitle", { name: asked?.name ?? "" })}
        text={t("revokeText")}
        confirm={t("revoke")}
        cancel={cancel}
        onConfirm={() => asked && mutate(asked.id)}
      />
    </>
  );
}
