import { getTranslations } from "next-intl/server";
import { BellMark } from "@/components/ui/bell-mark";
import { ButtonLink } from "@/components/ui/button";

/** An address that leads nowhere, or not for this account: the same words for both. */
export default async function NotFound() {
  const t = await getTranslations("common.notFound");
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-6 text-center">
      <BellMark className="mb-6 size-16" />
      <h1 className="mb-2 font-semibold text-xl tracking-tight">{t("title")}</h1>
      <p className="mb-8 text-muted">{t("text")}</p>
      <ButtonLink href="/" tone="primary" size="lg">
        {t("home")}
      </ButtonLink>
    </main>
  );
}
