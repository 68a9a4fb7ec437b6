"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { api } from "@/lib/api/client";
import { problemOf } from "@/lib/api/problem-of";
import { queries } from "@/lib/api/queries";
import { type EventType, eventTypes } from "@/server/outbox/contract";
import { EventChoice } from "./event-choice";
import { FreshSecret } from "./fresh-secret";

/** Registers an address; its secret is shown once, in the form's place until the next. */
export function NewWebhook() {
  const t = useTranslations("webhooks");
  const words = useProblemWords();
  const cache = useQueryClient();
  const [url, setUrl] = useState("");
  const [types, setTypes] = useState<EventType[]>([...eventTypes]);
  const { mutate, isPending, error, data } = useMutation({
    mutationFn: () => api.webhooks.create.mutate({ url: url.trim(), types }),
    onSuccess: () => setUrl(""),
    onSettled: () => cache.invalidateQueries({ queryKey: queries.webhooks.queryKey }),
  });
  const problem = error ? problemOf(error) : null;
  const wrong = problem?.code === "bad_input" ? t("badUrl") : problem && words(problem);

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (url.trim() && types.length > 0) mutate();
  }
  return (
    <form onSubmit={onSubmit} noValidate className="grid gap-5">
      <Field
        label={t("url")}
        hint={t("urlHint")}
        type="url"
        inputMode="url"
        autoComplete="off"
        maxLength={1024}
        value={url}
        onChange={(event) => setUrl(event.target.value)}
        error={wrong}
      />
      <EventChoice chosen={types} onChange={setTypes} />
      <Button
        type="submit"
        tone="primary"
        className="justify-self-start"
        isBusy={isPending}
        disabled={!url.trim() || types.length === 0}
      >
        {t("add")}
      </Button>
      {data && <FreshSecret secret={data.secret} />}
    </form>
  );
}
