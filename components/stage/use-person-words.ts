"use client";
import { useTranslations } from "next-intl";
import type { Participant } from "@/server/live/contract";

/** How a person stands to the call, in a word or two; empty for somebody who is here. */
export function usePersonWords(): (participant: Participant) => string {
  const t = useTranslations("stage.person");
  return ({ state, isHeld, ringingDevices }) => {
    if (state === "ringing") return ringingDevices ? t("ringingOn", { count: ringingDevices }) : t("calling");
    if (state === "connected") return isHeld ? t("held") : "";
    return t(state);
  };
}
