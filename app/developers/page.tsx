import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Embedding } from "@/components/developers/embedding";
import { Reference } from "@/components/developers/reference";
import { BellMark } from "@/components/ui/bell-mark";
import { ButtonLink } from "@/components/ui/button";
import { config } from "@/server/config";
import { openApiDocument } from "@/server/rest";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("developers"))("title") };
}

/** What programs can do, rendered from the document that they read; for everybody, signed in or not. */
export default async function DevelopersPage() {
  const t = await getTranslations("developers");
  return (
    <main className="mx-auto max-w-3xl px-5 py-10 pt-safe pb-safe sm:py-16">
      <BellMark className="mt-6 mb-6 size-12" />
      <h1 className="mb-6 font-semibold text-xl tracking-tight">{t("title")}</h1>
      <div className="mb-8 flex flex-wrap gap-3">
        <ButtonLink href="/settings/tokens" tone="primary">
          {t("tokens")}
        </ButtonLink>
        <ButtonLink href="/api/v1/openapi.json" prefetch={false}>
          {t("document")}
        </ButtonLink>
      </div>
      <Reference document={openApiDocument()} />
      <Embedding url={config().PEAL_URL} />
      <ButtonLink href="/" size="lg" className="mt-10 mb-10">
        {t("home")}
      </ButtonLink>
    </main>
  );
}
