"use client";
import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Switch } from "@/components/ui/switch";
import { type ContentOf, MOST_OPTION, MOST_OPTIONS, MOST_QUESTION } from "@/server/chat/contract";

type PollFormProps = { onAsk: (poll: ContentOf<"poll">) => void; onCancel: () => void };

/** A new poll: a question, two to ten options, named or anonymous. */
export function PollForm({ onAsk, onCancel }: PollFormProps) {
  const t = useTranslations("chat.poll");
  const [question, setQuestion] = useState("");
  const [options, setOptions] = useState(["", ""]);
  const [isAnonymous, setAnonymous] = useState(false);
  const given = options.map((one) => one.trim()).filter(Boolean);
  const canAsk = question.trim() !== "" && given.length >= 2;
  return (
    <form
      aria-label={t("new")}
      onSubmit={(event) => {
        event.preventDefault();
        if (canAsk) onAsk({ type: "poll", question: question.trim(), options: given, isAnonymous });
      }}
      className="grid max-h-[55dvh] auto-rows-max grid-cols-1 gap-3 overflow-y-auto border-line border-t p-3"
    >
      <div className="flex items-center gap-2">
        <h3 className="flex-1 font-semibold">{t("new")}</h3>
        <IconButton tone="ghost" label={t("cancel")} onClick={onCancel}>
          <X aria-hidden="true" />
        </IconButton>
      </div>
      <Field
        label={t("question")}
        value={question}
        maxLength={MOST_QUESTION}
        onChange={(event) => setQuestion(event.target.value)}
      />
      {options.map((option, at) => (
        // An option has no other name than its number.
        <Field
          key={at}
          label={t("option", { number: at + 1 })}
          value={option}
          maxLength={MOST_OPTION}
          onChange={(event) => setOptions(options.with(at, event.target.value))}
          trailing={
            options.length > 2 && (
              <IconButton
                tone="ghost"
                label={t("remove", { number: at + 1 })}
                onClick={() => setOptions(options.toSpliced(at, 1))}
              >
                <X aria-hidden="true" />
              </IconButton>
            )
          }
        />
      ))}
      {options.length < MOST_OPTIONS && (
        <Button tone="ghost" onClick={() => setOptions([...options, ""])}>
          <Plus aria-hidden="true" className="size-5" />
          {t("add")}
        </Button>
      )}
      <Switch label={t("anonymous")} text={t("anonymousHint")} isOn={isAnonymous} onChange={setAnonymous} />
      <Button type="submit" tone="primary" disabled={!canAsk}>
        {t("ask")}
      </Button>
    </form>
  );
}
