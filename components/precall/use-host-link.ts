"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent } from "react";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { toast } from "@/components/ui/toast";
import { problemOf } from "@/lib/api/problem-of";
import { becomeHost, takeHostSecret } from "@/lib/meeting/host-link";
import type { DoorLook } from "@/server/meetings/contract";

/** Makes whoever came by a host link a host: at once who is signed in, others when they come back from signing in. */
export function useHostLink({ slug, isGuest }: DoorLook): void {
  const t = useTranslations("door");
  const words = useProblemWords();
  const router = useRouter();
  const claim = useEffectEvent(async (at: string, mustSignIn: boolean) => {
    const secret = takeHostSecret(at, mustSignIn);
    if (!secret) return;
    try {
      await becomeHost(at, secret);
      toast(t("youAreHost"));
      router.refresh();
    } catch (error) {
      toast(words(problemOf(error)), "alarm");
    }
  });
  useEffect(() => void claim(slug, isGuest), [slug, isGuest]);
}
