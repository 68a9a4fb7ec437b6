"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { ButtonLink } from "@/components/ui/button";
import { forgetEnd } from "@/lib/call/session";
import type { EndedBecause } from "@/lib/call/session-state";
import { playTone } from "@/lib/call/tones";
import { Backdrop } from "./backdrop";

const SHOWN_MS = 3_500;

/** Why the call ended, for a moment; then back to where one was. */
export function CallOver({ reason, people }: { reason: EndedBecause | "gone"; people: string[] }) {
  const t = useTranslations("stage");
  const router = useRouter();
  useEffect(() => {
    const back = setTimeout(() => {
      forgetEnd();
      router.replace("/");
    }, SHOWN_MS);
    const tone = reason === "busy" ? playTone("busy") : null;
    return () => {
      clearTimeout(back);
      tone?.stop();
    };
  }, [reason, router]);
  const names = people.join(", ");
  return (
    <Backdrop>
      {names && <p className="text-muted">{t("over.title", { people: names })}</p>}
      <h1 role="status" className="font-semibold text-xl">
        {t(`over.${reason}`, { people: names })}
      </h1>
      <ButtonLink href="/" replace onClick={forgetEnd}>
        {t("home")}
      </ButtonLink>
    </Backdrop>
  );
}
