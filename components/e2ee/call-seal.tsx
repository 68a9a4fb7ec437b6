"use client";
import { Lock, LockOpen } from "lucide-react";
import { useTranslations } from "next-intl";

/** Whether a call of the past was encrypted: a small lock with a name. */
export function CallSeal({ isEncrypted }: { isEncrypted: boolean }) {
  const t = useTranslations("e2ee");
  const Icon = isEncrypted ? Lock : LockOpen;
  const name = t(isEncrypted ? "encrypted" : "unencrypted");
  return (
    <span role="img" aria-label={name} title={name} className="inline-flex shrink-0">
      <Icon aria-hidden="true" className={`size-3.5 ${isEncrypted ? "" : "text-accent-text"}`} />
    </span>
  );
}
