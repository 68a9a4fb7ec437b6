"use client";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { api } from "@/lib/api/client";
import { problemOf, type Trouble } from "@/lib/api/problem-of";
import { signIn } from "@/lib/api/sign-in";
import { inviteIn } from "@/lib/pure/invite-path";
import { isHandle, tidyName } from "@/lib/pure/names";
import { FormError } from "./form-error";
import { PasswordField } from "./password-field";
import { useAccountForm } from "./use-account-form";

function check(values: { name: string; handle: string; email: string; password: string }): Trouble | null {
  const wrong = (field: string): Trouble => ({ code: "bad_input", field });
  if (!tidyName(values.name)) return wrong("name");
  if (!isHandle(values.handle)) return wrong("handle");
  if (!/^\S+@\S+$/.test(values.email)) return wrong("email");
  if (values.password.length < 8) return wrong("password");
  return null;
}

/** Makes an account, signs this browser in and goes where the person was heading: `next`, a path on this site. */
export function SignUpForm({ next }: { next: string }) {
  const t = useTranslations("signedOut");
  const { form, button, errorOf, error } = useAccountForm(async (typed) => {
    const values = {
      name: typed.name ?? "",
      handle: (typed.handle ?? "").trim().toLowerCase(),
      email: (typed.email ?? "").trim(),
      password: typed.password ?? "",
    };
    const wrong = check(values);
    if (wrong) return wrong;
    try {
      await api.account.signUp.mutate({ ...values, invite: inviteIn(next) });
    } catch (error) {
      return problemOf(error);
    }
    const trouble = await signIn(values.email, values.password);
    if (!trouble) location.assign(next);
    return trouble;
  });
  return (
    <form {...form} className="grid gap-5">
      <FormError words={error} />
      <Field
        label={t("name")}
        name="name"
        autoComplete="name"
        maxLength={64}
        hint={t("nameHint")}
        error={errorOf("name")}
        required
      />
      <Field
        label={t("handle")}
        name="handle"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={30}
        leading="@"
        hint={t("handleHint")}
        error={errorOf("handle")}
        required
      />
      <Field
        label={t("email")}
        name="email"
        type="email"
        autoComplete="email"
        maxLength={254}
        error={errorOf("email")}
        required
      />
      <PasswordField
        name="password"
        autoComplete="new-password"
        maxLength={256}
        hint={t("passwordHint")}
        error={errorOf("password")}
        required
      />
      <Button type="submit" tone="primary" size="lg" wide {...button}>
        {t("signUp")}
      </Button>
    </form>
  );
}
