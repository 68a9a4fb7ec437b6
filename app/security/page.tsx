import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PlainWords } from "@/components/e2ee/plain-words";
import { BellMark } from "@/components/ui/bell-mark";
import { ButtonLink } from "@/components/ui/button";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("security"))("title") };
}

/** What is encrypted and what is not, in plain words; the same for everybody, signed in or not. */
export default async function SecurityPage() {
  const t = await getTranslations("security");
  return (
    <main className="mx-auto max-w-2xl px-5 py-10 pt-safe pb-safe sm:py-16">
      <BellMark className="mt-6 mb-6 size-12" />
      <h1 className="mb-6 font-semibold text-xl tracking-tight">{t("title")}</h1>
      <PlainWords />
      <ButtonLink href="/" tone="primary" size="lg" className="mt-10 mb-10">
        {t("home")}
      </ButtonLink>
    </main>
  );
}
