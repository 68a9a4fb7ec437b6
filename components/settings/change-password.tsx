"use client";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Switch } from "@/components/ui/switch";
import { toast } from "@/components/ui/toast";
import { api } from "@/lib/api/client";
import { problemOf, type Trouble } from "@/lib/api/problem-of";

const LEAST = 8;

/** Another password, by who knows the present one; the other devices are signed out unless that is not wanted. */
export function ChangePassword() {
  const t = useTranslations("settings.account");
  const words = useProblemWords();
  const [signOutElsewhere, setSignOut] = useState(true);
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<{ of: "password" | "newPassword"; what: Trouble } | null>(null);
  const errorOf = (field: "password" | "newPassword") => (trouble?.of === field ? words(trouble.what) : null);

  async function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const typed = new FormData(form);
    const [password, newPassword] = ["password", "newPassword"].map((name) => String(typed.get(name) ?? ""));
    if (!password || !newPassword) return;
    if (newPassword.length < LEAST)
      return setTrouble({ of: "newPassword", what: { code: "bad_input", field: "password" } });
    setBusy(true);
    try {
      await api.account.changePassword.mutate({ password, newPassword, signOutElsewhere });
      setTrouble(null);
      form.reset();
      toast(t("passwordChanged"));
    } catch (error) {
      const what = problemOf(error);
      setTrouble({ of: what.code === "common_password" ? "newPassword" : "password", what });
    } finally {
      setBusy(false);
    }
  }
  return (
    <form onSubmit={onSubmit} noValidate className="grid gap-4">
      <Field
        label={t("presentPassword")}
        type="password"
        name="password"
        autoComplete="current-password"
        required
        error={errorOf("password")}
      />
      <Field
        label={t("newPassword")}
        type="password"
        name="newPassword"
        autoComplete="new-password"
        hint={t("newPasswordHint")}
        required
        error={errorOf("newPassword")}
      />
      <Switch label={t("signOutElsewhere")} isOn={signOutElsewhere} onChange={setSignOut} />
      <Button type="submit" tone="primary" className="justify-self-start" isBusy={isBusy}>
        {t("changePassword")}
      </Button>
    </form>
  );
}
