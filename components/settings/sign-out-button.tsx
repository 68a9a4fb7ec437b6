"use client";
import { LogOut } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { api } from "@/lib/api/client";
import { problemOf } from "@/lib/api/problem-of";
import { endSession } from "@/lib/api/sign-in";
import { dropOfflineCopy } from "@/lib/pwa/offline-copy";

/** Ends this device's session and goes to the sign-in page. */
export function SignOutButton() {
  const t = useTranslations("settings");
  const words = useProblemWords();
  const [isBusy, setBusy] = useState(false);

  async function signOut() {
    setBusy(true);
    try {
      await api.account.signOut.mutate();
      await Promise.all([endSession(), dropOfflineCopy()]);
      location.assign("/sign-in");
    } catch (error) {
      const trouble = problemOf(error);
      if (trouble.code === "not_signed_in") return location.assign("/sign-in");
      setBusy(false);
      toast(words(trouble), "alarm");
    }
  }
  return (
    <Button isBusy={isBusy} onClick={signOut}>
      <LogOut aria-hidden="true" className="size-4.5" />
      {t("signOut")}
    </Button>
  );
}
