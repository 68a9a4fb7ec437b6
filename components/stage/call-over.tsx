"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { cameFrom } from "@/lib/call/came-from";
import { forgetEnd } from "@/lib/call/session";
import type { EndedBecause } from "@/lib/call/session-state";
import { playTone } from "@/lib/call/tones";
import type { Person } from "@/server/auth/contract";
import { Backdrop } from "./backdrop";

const SHOWN_MS = 3_500;
const MOST_FACES = 4;

/** Why the call ended, for a moment; then back to where one was. */
export function CallOver({ reason, people }: { reason: EndedBecause | "gone"; people: Person[] }) {
  const t = useTranslations("stage");
  const router = useRouter();
  const goBack = () => {
    router.replace(cameFrom());
    forgetEnd();
  };
  useEffect(() => {
    const back = setTimeout(() => {
      router.replace(cameFrom());
      forgetEnd();
    }, SHOWN_MS);
    const tone = reason === "busy" ? playTone("busy") : null;
    return () => {
      clearTimeout(back);
      tone?.stop();
    };
  }, [reason, router]);
  const names = people.map((person) => person.name).join(", ");
  return (
    <Backdrop>
      <div className="-space-x-6 flex">
        {people.slice(0, MOST_FACES).map((person) => (
          <Avatar key={person.id} person={person} size="xl" />
        ))}
      </div>
      <div>
        <h1 role="status" className="text-balance break-words font-semibold text-xl">
          {t(`over.${reason === "busy" && !names ? "busyUnnamed" : reason}`, { people: names })}
        </h1>
        {names && <p className="mt-1 text-muted">{t("over.title", { people: names })}</p>}
      </div>
      <Button size="lg" onClick={goBack}>
        {t("home")}
      </Button>
    </Backdrop>
  );
}
