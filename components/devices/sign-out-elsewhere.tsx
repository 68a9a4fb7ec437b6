"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import { api } from "@/lib/api/client";
import { problemOf } from "@/lib/api/problem-of";
import { queries } from "@/lib/api/queries";

/** Signs every device out but this one; asked once more. */
export function SignOutElsewhere({ count }: { count: number }) {
  const t = useTranslations("devices");
  const cancel = useTranslations("common")("cancel");
  const words = useProblemWords();
  const cache = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const { mutate, isPending } = useMutation({
    mutationFn: () => api.devices.signOutElsewhere.mutate(),
    onSuccess: (ended) => toast(t("signedOutElsewhere", { count: ended })),
    onError: (error) => toast(words(problemOf(error)), "alarm"),
    onSettled: () => cache.invalidateQueries({ queryKey: queries.devices.queryKey }),
  });
  return (
    <div className="mt-6 flex justify-center">
      <Button tone="ghost" isBusy={isPending} onClick={() => setAsking(true)}>
        {t("signOutElsewhere")}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={t("elsewhereTitle", { count })}
        text={t("signOutText")}
        confirm={t("signOutElsewhere")}
        cancel={cancel}
        onConfirm={() => mutate()}
      />
    </div>
  );
}
