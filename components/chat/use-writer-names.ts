import { useTranslations } from "next-intl";
import type { LiveCall } from "@/server/live/contract";
import { participantOf } from "./use-chat";

/** What somebody on a call is called, by participant; one's own name too. */
export function useWriterNames(call: LiveCall): (participantId: string) => string {
  const t = useTranslations("chat");
  return (participantId) => participantOf(call, participantId)?.person.name ?? t("somebody");
}
