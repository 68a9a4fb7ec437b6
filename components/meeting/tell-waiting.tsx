"use client";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { useAttempt } from "@/components/problem/use-attempt";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { api } from "@/lib/api/client";
import { WAITING_MESSAGE_MAX } from "@/server/meetings/contract";

/** A line to everybody who waits. */
export function TellWaiting({ meetingId, message }: { meetingId: string; message: string | null }) {
  const t = useTranslations("door.knocks");
  const [text, setText] = useState("");
  const { isBusy, attempt } = useAttempt();
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (await attempt(() => api.door.tellWaiting.mutate({ meetingId, message: text }))) setText("");
  };
  return (
    <form className="flex items-end gap-2" onSubmit={(event) => void send(event)}>
      <Field
        className="min-w-0 flex-1"
        label={t("message")}
        hint={message ? t("said", { message }) : undefined}
        maxLength={WAITING_MESSAGE_MAX}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" isBusy={isBusy} className={message ? "mb-7" : ""}>
        {t("send")}
      </Button>
    </form>
  );
}
