"use client";
import { useTranslations } from "next-intl";

/** What a meeting is called: its topic, or whose it is. */
export function useTopic(): (meeting: { topic: string; hostName: string }) => string {
  const t = useTranslations("meetings");
  return ({ topic, hostName }) => topic || t("untitled", { name: hostName });
}
