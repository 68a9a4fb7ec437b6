"use client";
import { useState } from "react";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { toast } from "@/components/ui/toast";
import { api } from "@/lib/api/client";
import { problemOf } from "@/lib/api/problem-of";

/** What can be done about the people of a call. What hinders it is said in a notice. */
export function useCallActs(callId: string) {
  const words = useProblemWords();
  const [isBusy, setBusy] = useState(false);
  async function attempt(act: Promise<unknown>): Promise<boolean> {
    setBusy(true);
    try {
      await act;
      return true;
    } catch (error) {
      toast(words(problemOf(error)), "alarm");
      return false;
    } finally {
      setBusy(false);
    }
  }
  return {
    isBusy,
    /** Whether it was done. */
    addPeople: (people: string[]) => attempt(api.calls.addPeople.mutate({ callId, people })),
  };
}
