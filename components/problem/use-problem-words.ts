"use client";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import type { Trouble } from "@/lib/api/problem-of";

const fields = ["name", "handle", "email", "password", "query"] as const;
type KnownField = (typeof fields)[number];

function isKnownField(field: string | undefined): field is KnownField {
  return fields.some((known) => known === field);
}

/** Turns a problem into words for a person: what happened and what to do next. */
export function useProblemWords(): (trouble: Trouble) => string {
  const t = useTranslations("problem");
  return useCallback(
    (trouble) => {
      switch (trouble.code) {
        case "offline":
          return t("offline");
        case "bad_input":
          if (trouble.reason === "empty") return t("fields.passwordEmpty");
          return isKnownField(trouble.field) ? t(`fields.${trouble.field}`) : t("words.bad_input");
        case "rate_limited":
          return t("words.rate_limited", { seconds: Math.ceil(trouble.retryAfterMs / 1000) });
        case "internal":
          return t("words.internal", { errorId: trouble.errorId });
        case "already_answered":
          return t("words.already_answered", { deviceName: trouble.deviceName });
        case "already_moving":
          return t("words.already_moving", { deviceName: trouble.deviceName });
        case "too_many_devices":
          return t("words.too_many_devices", { most: trouble.most });
        case "meeting_full":
          return t("words.meeting_full", { most: trouble.most });
        case "chat_full":
        case "pad_full":
          return t(`words.${trouble.code}`, { most: trouble.most });
        case "too_many_people":
          return t("words.too_many_people", { most: trouble.most });
        case "too_many_options":
        case "too_many_groups":
        case "too_many_webhooks":
        case "too_many_invites":
        case "too_many_tokens":
        case "too_many_cards":
          return t(`words.${trouble.code}`, { most: trouble.most });
        case "missing_scope":
          return t("words.missing_scope", { scope: trouble.scope });
        case "file_too_large":
          return t("words.file_too_large", { most: trouble.mostMegabytes });
        default:
          return t(`words.${trouble.code}`);
      }
    },
    [t],
  );
}
