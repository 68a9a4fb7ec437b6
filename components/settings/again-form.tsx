"use client";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import type { Trouble } from "@/lib/api/problem-of";

/** Asks for the password once more before it does something; `go` answers what is wrong, or null. */
export function AgainForm({
  label,
  tone,
  go,
}: {
  label: string;
  tone: "primary" | "end";
  go: (password: string) => Promise<Trouble | null>;
}) {
  const t = useTranslations("settings.account");
  const words = useProblemWords();
  const [password, setPassword] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);

  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    const found = await go(password);
    setTrouble(found);
    setBusy(false);
    if (!found) setPassword("");
  }
  return (
    <form onSubmit={onSubmit} noValidate className="grid gap-4">
      <Field
        label={t("password")}
        type="password"
        name="password"
        autoComplete="current-password"
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        error={trouble ? words(trouble) : null}
      />
      <Button type="submit" tone={tone} className="justify-self-start" isBusy={isBusy} disabled={!password}>
        {label}
      </Button>
    </form>
  );
}
