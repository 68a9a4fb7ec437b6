"use client";
import { Cookie } from "lucide-react";
import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** With the link's secret, before the door takes it out of the address. */
const fragment = typeof location === "undefined" ? "" : location.hash;

/** In place of a meeting where this browser keeps nothing for pages inside other sites': why, and the way on. */
export function StorageRefused({ slug }: { slug: string }) {
  const t = useTranslations("embed.storage");
  return (
    <main className="flex min-h-dvh items-center justify-center px-4">
      <div role="alert">
        <EmptyState
          icon={<Cookie />}
          title={t("title")}
          text={t("text")}
          action={
            <ButtonLink tone="primary" href={`/${slug}${fragment}`} prefetch={false} target="_blank">
              {t("open")}
            </ButtonLink>
          }
        />
      </div>
    </main>
  );
}
