"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Switch } from "@/components/ui/switch";
import type { Chat } from "@/lib/chat/chat";
import { MOST_ASKED } from "@/server/chat/contract";
import { passerIn } from "@/lib/chat/questions";
import type { LiveCall } from "@/server/live/contract";

type AskFormProps = { chat: Chat; call: LiveCall; isLeader: boolean };

/** Where a question is asked, with one's name or through a host without it. */
export function AskForm({ chat, call, isLeader }: AskFormProps) {
  const t = useTranslations("questions");
  const [text, setText] = useState("");
  const [isAnonymous, setAnonymous] = useState(false);
  const passer = passerIn(call);
  const canAsk = text.trim() !== "" && (!isAnonymous || passer !== null);
  const ask = () => {
    if (!canAsk) return;
    // Who asks through somebody is known to that one alone.
    if (isAnonymous && passer) chat.send({ type: "asking", text: text.trim() }, passer.participantId);
    else chat.send({ type: "question", text: text.trim(), asked: null });
    setText("");
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        ask();
      }}
      className="grid gap-2 border-line border-t p-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]"
    >
      <textarea
        value={text}
        rows={2}
        dir="auto"
        data-first
        maxLength={MOST_ASKED}
        aria-label={t("question")}
        placeholder={t("placeholder")}
        onChange={(event) => setText(event.target.value)}
        className="field-sizing-content max-h-40 min-h-11 resize-none rounded-md border border-edge bg-card px-3 py-2.5 text-base text-ink placeholder:text-muted"
      />
      {!isLeader && (
        <Switch
          label={t("withoutName")}
          text={passer ? t("withoutNameHint", { name: passer.person.name }) : t("nobodyPasses")}
          isOn={isAnonymous}
          onChange={setAnonymous}
        />
      )}
      <Button type="submit" tone="primary" disabled={!canAsk}>
        {t("ask")}
      </Button>
    </form>
  );
}
