"use client";
import { useQuery } from "@tanstack/react-query";
import { UserRoundPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { Banner } from "@/components/ui/banner";
import { ButtonLink } from "@/components/ui/button";
import { type People, queries } from "@/lib/api/queries";

/** Says that people wait for an answer to their contact request, and leads there. */
export function RequestsBanner({ initial }: { initial: People }) {
  const t = useTranslations("home");
  const { data } = useQuery({ ...queries.contacts, initialData: initial });
  if (data.received.length === 0) return null;
  return (
    <div className="mb-6">
      <Banner
        icon={<UserRoundPlus />}
        action={
          <ButtonLink href="/contacts" size="sm" tone="primary">
            {t("requestsAction")}
          </ButtonLink>
        }
      >
        {t("requests", { count: data.received.length })}
      </Banner>
    </div>
  );
}
