"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { FormError } from "@/components/account/form-error";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { Button } from "@/components/ui/button";
import { Modal } from "@/components/ui/modal";
import { api } from "@/lib/api/client";
import { problemOf } from "@/lib/api/problem-of";
import { queries } from "@/lib/api/queries";
import { FreshLink } from "./fresh-link";
import { LiveLinks } from "./live-links";

/** Makes an invite link, and ends ones that were made. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("invite");
  const close = useTranslations("common")("close");
  const words = useProblemWords();
  const cache = useQueryClient();
  const { data, error, isPending, mutate } = useMutation({
    mutationFn: () => api.contacts.invites.create.mutate(),
    onSettled: () => cache.invalidateQueries({ queryKey: queries.invites.queryKey }),
  });
  return (
    <Modal isOpen onClose={onClose} title={t("title")} close={close}>
      <div className="-mx-1 grid min-h-0 gap-5 overflow-y-auto px-1">
        <p className="text-pretty text-muted">{t("text")}</p>
        {error && <FormError words={words(problemOf(error))} />}
        {data ? (
          <FreshLink url={`${location.origin}/invite/${data.token}`} />
        ) : (
          <Button tone="primary" size="lg" wide isBusy={isPending} onClick={() => mutate()}>
            {t("create")}
          </Button>
        )}
        <LiveLinks />
      </div>
    </Modal>
  );
}
