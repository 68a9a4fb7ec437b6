"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Modal } from "@/components/ui/modal";
import { api } from "@/lib/api/client";
import { problemOf, type Trouble } from "@/lib/api/problem-of";
import { endSession } from "@/lib/api/sign-in";
import { dropOfflineCopy } from "@/lib/pwa/offline-copy";
import { AgainForm } from "./again-form";

async function deleteAccount(password: string): Promise<Trouble | null> {
  try {
    await api.keeping.deleteAccount.mutate({ password });
  } catch (error) {
    return problemOf(error);
  }
  await Promise.allSettled([endSession(), dropOfflineCopy()]);
  location.assign("/sign-in");
  return null;
}

/** The end of the account, after a question and the password. */
export function DeleteAccount() {
  const t = useTranslations("settings.account");
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button tone="end" onClick={() => setOpen(true)}>
        {t("deleteGo")}
      </Button>
      <Modal isOpen={isOpen} onClose={() => setOpen(false)} title={t("deleteTitle")} close={t("keep")}>
        <p className="mb-4 text-pretty text-muted text-sm">{t("deleteAsk")}</p>
        <AgainForm label={t("deleteFinally")} tone="end" go={deleteAccount} />
      </Modal>
    </>
  );
}
