"use client";
import { LockOpen } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Modal } from "@/components/ui/modal";

/** This browser cannot encrypt: whether to call all the same. Closing it is no. */
export function PlainCallSheet({ onAnswer }: { onAnswer: (isWanted: boolean) => void }) {
  const t = useTranslations("e2ee");
  return (
    <Modal isOpen onClose={() => onAnswer(false)} title={t("plain.title")} close={t("close")}>
      <p className="text-pretty text-muted">{t("plain.text")}</p>
      <div className="grid gap-2">
        <Button tone="primary" size="lg" onClick={() => onAnswer(false)}>
          {t("plain.cancel")}
        </Button>
        <Button size="lg" onClick={() => onAnswer(true)}>
          <LockOpen aria-hidden="true" className="size-5" />
          {t("plain.call")}
        </Button>
      </div>
    </Modal>
  );
}
