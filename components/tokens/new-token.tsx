"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { FormError } from "@/components/account/form-error";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { SelectField } from "@/components/ui/select-field";
import { api } from "@/lib/api/client";
import { problemOf } from "@/lib/api/problem-of";
import { queries } from "@/lib/api/queries";
import { type TokenScope, tokenDays } from "@/lib/pure/token-scopes";
import { FreshToken } from "./fresh-token";
import { ScopeChoices } from "./scope-choices";

type Days = (typeof tokenDays)[number];

/** Makes an access token: what it is for, what it may, for how long; then shows it once. */
export function NewToken() {
  const t = useTranslations("tokens");
  const words = useProblemWords();
  const cache = useQueryClient();
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<TokenScope[]>([]);
  const [days, setDays] = useState<Days>(90);
  const [lacks, setLacks] = useState(false);
  const { mutate, reset, data, error, isPending } = useMutation({
    mutationFn: () => api.tokens.create.mutate({ name, scopes, days }),
    onSettled: () => cache.invalidateQueries({ queryKey: queries.tokens.queryKey }),
  });

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    setLacks(scopes.length === 0);
    if (scopes.length > 0) mutate();
  }
  function onDone() {
    setName("");
    setScopes([]);
    reset();
  }
  if (data) return <FreshToken secret={data.secret} onDone={onDone} />;
  return (
    <form onSubmit={onSubmit} noValidate className="grid gap-5">
      <Field
        label={t("name")}
        hint={t("nameHint")}
        autoComplete="off"
        maxLength={64}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <ScopeChoices chosen={scopes} onChoose={setScopes} />
      <div className="sm:max-w-48">
        <SelectField
          label={t("good")}
          value={days}
          onChoose={(value) => setDays(tokenDays.find((one) => String(one) === value) ?? 90)}
        >
          {tokenDays.map((one) => (
            <option key={one} value={one}>
              {t("days", { days: one })}
            </option>
          ))}
        </SelectField>
      </div>
      {lacks && scopes.length === 0 && <FormError words={t("noScope")} />}
      {error && <FormError words={words(problemOf(error))} />}
      <Button type="submit" tone="primary" className="justify-self-start" isBusy={isPending}>
        {t("create")}
      </Button>
    </form>
  );
}
