"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { toast } from "@/components/ui/toast";
import { api } from "@/lib/api/client";
import { problemOf } from "@/lib/api/problem-of";
import { queries } from "@/lib/api/queries";
import { tidyName } from "@/lib/pure/names";
import type { OwnProfile } from "@/server/auth/contract";

/** One's name, and what is fixed beside it. */
export function ProfileForm({ me }: { me: OwnProfile }) {
  const t = useTranslations("settings");
  const words = useProblemWords();
  const cache = useQueryClient();
  const [name, setName] = useState(me.name);
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => api.account.updateProfile.mutate({ name }),
    onSuccess: (profile) => {
      setName(profile.name);
      toast(t("saved"));
    },
    onSettled: () => cache.invalidateQueries({ queryKey: queries.me.queryKey }),
  });
  const isChanged = tidyName(name) !== me.name;

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (isChanged) mutate();
  }
  return (
    <form onSubmit={onSubmit} noValidate className="grid gap-5">
      <Field
        label={t("name")}
        autoComplete="name"
        maxLength={64}
        value={name}
        onChange={(event) => setName(event.target.value)}
        error={error ? words(problemOf(error)) : null}
      />
      <div className="grid gap-5 sm:grid-cols-2">
        <Field label={t("handle")} value={`@${me.handle}`} readOnly />
        <Field label={t("email")} value={me.email} readOnly />
      </div>
      <Button
        type="submit"
        tone="primary"
        className="justify-self-start"
        isBusy={isPending}
        disabled={!isChanged}
      >
        {t("save")}
      </Button>
    </form>
  );
}
