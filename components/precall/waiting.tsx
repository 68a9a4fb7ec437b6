"use client";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import { api } from "@/lib/api/client";
import type { DoorLook } from "@/server/meetings/contract";

type WaitingProps = { look: DoorLook; message: string | null; onStop: () => void };

/** The wait to be let in. Nothing of the meeting is here but what the host says to those who wait. */
export function Waiting({ look, message, onStop }: WaitingProps) {
  const t = useTranslations("door.waiting");
  const stop = () => {
    onStop();
    // A knock behind which nobody stands lapses by itself.
    api.door.stopWaiting.mutate({ meetingId: look.meetingId }).catch(() => {});
  };
  return (
    <section className="grid justify-items-start gap-4">
      <div role="status" className="grid gap-4">
        <Spinner />
        <h1 className="text-balance font-semibold text-xl">{t("title")}</h1>
        <p className="text-pretty text-muted">{t("text")}</p>
        {message && <p className="break-words rounded-md bg-accent-wash p-3">{t("message", { message })}</p>}
      </div>
      <Button onClick={stop}>{t("stop")}</Button>
    </section>
  );
}
