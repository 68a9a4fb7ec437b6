"use client";
import { useTranslations } from "next-intl";
import { canEncrypt } from "@/lib/e2ee/frames/can-encrypt";
import type { Incoming } from "@/server/live/contract";
import { NotEncrypted } from "./not-encrypted";

/** Whether this browser can take part in a call that rings. */
export const canAnswer = ({ isEncrypted }: Incoming): boolean => !isEncrypted || canEncrypt();

/** What there is to know before answering: that the call is not encrypted, or that this browser cannot answer one that is. */
export function RingSecurity({ incoming }: { incoming: Incoming }) {
  const t = useTranslations("e2ee");
  if (!canAnswer(incoming))
    return <p className="max-w-md text-pretty text-accent-text">{t("cannotAnswer")}</p>;
  return incoming.isEncrypted ? null : <NotEncrypted />;
}
