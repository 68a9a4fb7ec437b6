import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { caller } from "@/app/caller";
import { SignUpForm } from "@/components/account/sign-up-form";
import { inviteIn } from "@/lib/pure/invite-path";
import { ownPath } from "@/lib/pure/own-path";
import { InvitedBy } from "../invited-by";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signedOut"))("signUp") };
}

type Search = { searchParams: Promise<{ next?: string | string[] }> };

/** Making an account; `?next=` says where to go then, a path on this site only. */
export default async function SignUpPage({ searchParams }: Search) {
  const t = await getTranslations("signedOut");
  const next = ownPath((await searchParams).next);
  const mode = await (await caller()).account.signUpMode();
  const isShut = mode === "closed" || (mode === "invited" && !inviteIn(next));
  return (
    <>
      <InvitedBy next={next} />
      <h1 className="mb-2 font-semibold text-xl tracking-tight">{t("signUpTitle")}</h1>
      <p className="mb-8 text-pretty text-muted">{t("signUpText")}</p>
      {isShut ? (
        <p role="status" className="text-pretty rounded-md bg-wash p-4 font-medium">
          {t(`signUpIs.${mode}`)}
        </p>
      ) : (
        <SignUpForm next={next} />
      )}
      <p className="mt-8 text-center text-muted text-sm">
        {t("haveAccount")}{" "}
        <Link
          href={next === "/" ? "/sign-in" : { pathname: "/sign-in", query: { next } }}
          className="rounded-sm p-2 font-semibold text-accent-text hover:underline"
        >
          {t("signIn")}
        </Link>
      </p>
    </>
  );
}
