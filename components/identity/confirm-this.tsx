"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { QrCode } from "@/components/invite/qr-code";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { Modal } from "@/components/ui/modal";
import { toast } from "@/components/ui/toast";
import { problemOf } from "@/lib/api/problem-of";
import { confirmLink } from "@/lib/e2ee/identity/confirm-link";
import type { OwnDevice } from "@/lib/e2ee/identity/device";
import { startOver } from "@/lib/e2ee/identity/reset";
import { ShownDigits } from "./shown-digits";

/** The new device's part in being confirmed: a code to be scanned, or digits to be typed on another one. */
export function ConfirmThis({ own, onClose }: { own: OwnDevice; onClose: () => void }) {
  const t = useTranslations("identity.device");
  const close = useTranslations("common")("close");
  const [byDigits, setByDigits] = useState(false);
  const isDone = own.standing === "confirmed" || own.standing === "root";
  return (
    <Modal isOpen onClose={onClose} title={t("confirmThis")} close={close}>
      <div className="-mx-1 grid min-h-0 gap-4 overflow-y-auto px-1 text-center">
        {isDone ? (
          <>
            <p role="status" className="font-semibold">
              {t(own.standing === "root" ? "startedOver" : "done")}
            </p>
            {own.standing === "confirmed" && <p className="text-pretty text-muted">{t("doneText")}</p>}
            <Button tone="primary" size="lg" wide onClick={onClose}>
              {close}
            </Button>
          </>
        ) : (
          <>
            {byDigits ? <ShownDigits userId={own.userId} /> : <ShownCode userId={own.userId} />}
            <Ways>
              <Button onClick={() => setByDigits(!byDigits)}>{t(byDigits ? "useCode" : "useDigits")}</Button>
              <Lost userId={own.userId} />
            </Ways>
          </>
        )}
      </div>
    </Modal>
  );
}

const Ways = ({ children }: { children: ReactNode }) => <div className="grid gap-2">{children}</div>;

function ShownCode({ userId }: { userId: string }) {
  const t = useTranslations("identity.device");
  const { data } = useQuery({
    queryKey: ["identity", "link", userId],
    queryFn: () => confirmLink(userId, location.origin),
    staleTime: 0,
    gcTime: 0,
  });
  return (
    <>
      <p className="text-pretty text-muted">{t("scan")}</p>
      {data && <QrCode text={data} label={t("code")} />}
    </>
  );
}

function Lost({ userId }: { userId: string }) {
  const t = useTranslations("identity.device");
  const cancel = useTranslations("common")("cancel");
  const words = useProblemWords();
  const cache = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const { mutate, isPending } = useMutation({
    mutationFn: () => startOver(userId),
    onError: (error) => toast(words(problemOf(error)), "alarm"),
    onSettled: () => cache.invalidateQueries({ queryKey: ["identity"] }),
  });
  return (
    <>
      <Button tone="ghost" isBusy={isPending} onClick={() => setAsking(true)}>
        {t("lost")}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={t("lostTitle")}
        text={t("lostText")}
        confirm={t("startOver")}
        cancel={cancel}
        onConfirm={() => mutate()}
      />
    </>
  );
}
