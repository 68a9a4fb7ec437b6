import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { SignUpForm } from "@/components/account/sign-up-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signedOut"))("signUp") };
}

/** Making an account. */
export default async function SignUpPage() {
  const t = await getTranslations("signedOut");
  return (
    <>
      <h1 className="mb-2 font-semibold text-xl tracking-tight">{t("signUpTitle")}</h1>
      <p className="mb-8 text-pretty text-muted">{t("signUpText")}</p>
      <SignUpForm />
      <p className="mt-8 text-center text-muted text-sm">
        {t("haveAccount")}{" "}
        <Link href="/sign-in" className="rounded-sm p-2 font-semibold text-accent-text hover:underline">
          {t("signIn")}
        </Link>
      </p>
    </>
  );
}
