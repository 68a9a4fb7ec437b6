"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link2 } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { Button } from "@/components/ui/button";
import { ListRow } from "@/components/ui/list-row";
import { toast } from "@/components/ui/toast";
import { api } from "@/lib/api/client";
import { problemOf } from "@/lib/api/problem-of";
import { queries } from "@/lib/api/queries";

const shown = { dateStyle: "medium", timeStyle: "short" } as const;

/** One's links that work now, and ending each. Nothing while there are none. */
export function LiveLinks() {
  const t = useTranslations("invite");
  const format = useFormatter();
  const words = useProblemWords();
  const cache = useQueryClient();
  const { data } = useQuery(queries.invites);
  const { mutate, isPending } = useMutation({
    mutationFn: (inviteId: string) => api.contacts.invites.revoke.mutate({ inviteId }),
    onSuccess: () => toast(t("ended")),
    onError: (error) => toast(words(problemOf(error)), "alarm"),
    onSettled: () => cache.invalidateQueries({ queryKey: queries.invites.queryKey }),
  });
  if (!data?.length) return null;
  return (
    <div>
      <h3 className="mb-1 font-semibold text-sm">{t("yours")}</h3>
      <ul aria-label={t("yours")} className="-mx-4 divide-y divide-line">
        {data.map((invite) => {
          const made = t("made", { when: format.dateTime(invite.createdAt, shown) });
          return (
            <ListRow
              key={invite.id}
              name={made}
              leading={<Link2 aria-hidden="true" className="size-5 text-muted" />}
              title={<span className="text-sm">{made}</span>}
              detail={t("until", { when: format.dateTime(invite.expiresAt, { dateStyle: "medium" }) })}
              actions={
                <Button tone="ghost" disabled={isPending} onClick={() => mutate(invite.id)}>
                  {t("end")}
                </Button>
              }
            />
          );
        })}
      </ul>
    </div>
  );
}
