"use client";
import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";

/** As the server takes it (server/calls/contract.ts). */
const MOST_LETTERS = 200;
const quickWords = ["callBack", "cannotTalk", "onMyWay"] as const;

/** Declines with a few words to the caller: one of three, or one's own. */
export function QuickMessage({ onSend }: { onSend: (message: string) => void }) {
  const t = useTranslations("ring");
  const [own, setOwn] = useState("");
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => list.current?.querySelector("button")?.focus(), []);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (own.trim()) onSend(own.trim());
  };
  return (
    <div ref={list} className="grid gap-2 p-2">
      <p className="px-1 text-muted text-sm">{t("messageHint")}</p>
      {quickWords.map((word) => (
        <Button
          key={word}
          wide
          className="h-auto min-h-11 whitespace-normal py-2"
          onClick={() => onSend(t(`quick.${word}`))}
        >
          {t(`quick.${word}`)}
        </Button>
      ))}
      <form onSubmit={send} className="flex items-end gap-2 pt-1">
        <Field
          className="min-w-0 flex-1"
          label={t("ownMessage")}
          maxLength={MOST_LETTERS}
          autoComplete="off"
          value={own}
          onChange={(event) => setOwn(event.target.value)}
        />
        <Button type="submit" tone="primary" className="h-12" disabled={!own.trim()}>
          {t("send")}
        </Button>
      </form>
    </div>
  );
}
