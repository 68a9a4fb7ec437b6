"use client";
import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast";
import { exportAccount } from "@/lib/api/export-account";
import { AgainForm } from "./again-form";

/** All that is kept of the person, as a file. */
export function ExportAccount() {
  const t = useTranslations("settings.account");
  const go = async (password: string) => {
    const trouble = await exportAccount(password);
    if (!trouble) toast(t("exported"));
    return trouble;
  };
  return <AgainForm label={t("exportGo")} tone="primary" go={go} />;
}
