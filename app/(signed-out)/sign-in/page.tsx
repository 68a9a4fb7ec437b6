import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { SignInForm } from "@/components/account/sign-in-form";
import { ownPath } from "@/lib/pure/own-path";
import { InvitedBy } from "../invited-by";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signedOut"))("signIn") };
}

type Search = { searchParams: Promise<{ next?: string | string[] }> };

/** Signing in; `?next=` says where to go then, a path on this site only. */
export default async function SignInPage({ searchParams }: Search) {
  const t = await getTranslations("signedOut");
  const next = ownPath((await searchParams).next);
  return (
    <>
      <InvitedBy next={next} />
      <h1 className="mb-2 font-semibold text-xl tracking-tight">{t("signInTitle")}</h1>
      <p className="mb-8 text-pretty text-muted">{t("signInText")}</p>
      <SignInForm next={next} />
      <p className="mt-8 text-center text-muted text-sm">
        {t("noAccount")}{" "}
        <Link
          href={next === "/" ? "/sign-up" : { pathname: "/sign-up", query: { next } }}
          className="rounded-sm p-2 font-semibold text-accent-text hover:underline"
        >
          {t("signUp")}
        </Link>
      </p>
    </>
  );
}
