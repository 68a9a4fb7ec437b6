"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ProblemState } from "@/components/problem/problem-state";
import { Skeleton } from "@/components/ui/skeleton";
import { queries } from "@/lib/api/queries";
import { PictureForm } from "./picture-form";
import { ProfileForm } from "./profile-form";

/** Who one is to others: picture and name. */
export function Profile() {
  const t = useTranslations("settings");
  const { data: me, error, refetch } = useQuery(queries.me);
  if (!me && error) return <ProblemState error={error} onRetry={refetch} />;
  if (!me)
    return (
      <div role="status" aria-label={t("profile")} className="grid gap-6">
        <Skeleton className="size-24 rounded-full!" />
        <Skeleton className="h-12 w-full rounded-md!" />
        <Skeleton className="h-12 w-full rounded-md!" />
      </div>
    );
  return (
    <div className="grid grid-cols-1 gap-8">
      <PictureForm me={me} />
      <ProfileForm me={me} />
    </div>
  );
}
