"use client";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { signIn } from "@/lib/api/sign-in";
import { FormError } from "./form-error";
import { PasswordField } from "./password-field";
import { useAccountForm } from "./use-account-form";

/** Signs this browser in and goes where the person was heading: `next`, a path on this site. */
export function SignInForm({ next }: { next: string }) {
  const t = useTranslations("signedOut");
  const { form, button, errorOf, error } = useAccountForm(async (typed) => {
    const email = (typed.email ?? "").trim();
    const password = typed.password ?? "";
    if (!email) return { code: "bad_input", field: "email" };
    if (!password) return { code: "bad_input", field: "password", reason: "empty" };
    const trouble = await signIn(email, password);
    // A full load: nothing of a person who was here before may stay in memory.
    if (!trouble) location.assign(next);
    return trouble;
  });
  return (
    <form {...form} className="grid gap-5">
      <FormError words={error} />
      <Field
        label={t("email")}
        name="email"
        type="email"
        autoComplete="username"
        error={errorOf("email")}
        required
      />
      <PasswordField name="password" autoComplete="current-password" error={errorOf("password")} required />
      <Button type="submit" tone="primary" size="lg" wide {...button}>
        {t("signIn")}
      </Button>
    </form>
  );
}
