"use client";
import { useTranslations } from "next-intl";
import { useNames } from "@/components/people/use-names";
import { useStore } from "@/components/use-store";
import { qualityAnswer } from "@/lib/quality/answer";
import type { LiveCall } from "@/server/live/contract";

const nobody: string[] = [];
const useWeak = (): string[] => useStore(qualityAnswer)?.weak ?? nobody;

/** Whether the network behind an admission has been weak for 10 s. */
export const useIsWeak = (admissionId: string): boolean => useWeak().includes(admissionId);

/** Whose network is weak, in words; one's own comes first. Empty where nobody's is. */
export function useWeakWords(call: LiveCall | null): string {
  const t = useTranslations("stage");
  const names = useNames();
  const weak = useWeak();
  if (!call || weak.length === 0) return "";
  const { participants, admissionId } = call;
  if (admissionId && weak.includes(admissionId)) return t("weakSelf");
  const people = participants.filter((one) => one.admissionId && weak.includes(one.admissionId));
  return people.length > 0 ? t("weak", { name: names(people.map(({ person }) => person)) }) : "";
}
