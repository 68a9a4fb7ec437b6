"use client";
import { LockOpen } from "lucide-react";
import { useTranslations } from "next-intl";

/** Said to everyone, before a call that is not encrypted is answered and while it rings. */
export function NotEncrypted() {
  const t = useTranslations("e2ee");
  return (
    <p className="flex items-center justify-center gap-2 font-semibold text-accent-text text-sm">
      <LockOpen aria-hidden="true" className="size-4 shrink-0" />
      {t("unencrypted")}
    </p>
  );
}
