"use client";
import { useCallback, useState } from "react";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { toast } from "@/components/ui/toast";
import { problemOf } from "@/lib/api/problem-of";

/** Does one thing at a time; what hinders it is said in a notice. */
export function useAttempt(): {
  isBusy: boolean;
  attempt: (act: () => Promise<unknown>) => Promise<boolean>;
} {
  const words = useProblemWords();
  const [isBusy, setBusy] = useState(false);
  const attempt = useCallback(
    async (act: () => Promise<unknown>) => {
      setBusy(true);
      try {
        await act();
        return true;
      } catch (error) {
        toast(words(problemOf(error)), "alarm");
        return false;
      } finally {
        setBusy(false);
      }
    },
    [words],
  );
  return { isBusy, attempt };
}
