"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Avatar } from "@/components/ui/avatar";
import { queries } from "@/lib/api/queries";
import type { OwnProfile } from "@/server/auth/contract";

/** One's own face: the way to the settings. */
export function OwnFace({
  initial,
  withName = false,
}: {
  initial: OwnProfile & MyDevice;
  withName?: boolean;
}) {
  const t = useTranslations("common.nav");
  const { data: me } = useQuery({ ...queries.me, initialData: initial });
  return (
    <Link
      href="/settings"
      title={t("settings")}
      className="flex items-center gap-3 rounded-md p-1 hover:bg-wash"
    >
      <Avatar person={me} size="sm" />
      <span className="sr-only">{t("settings")}</span>
      {withName && (
        <span className="hidden min-w-0 flex-1 xl:block">
          <span className="block truncate font-medium text-sm">{me.name}</span>
          <span className="block truncate text-muted text-xs">@{me.handle}</span>
        </span>
      )}
    </Link>
  );
}

type MyDevice = { deviceId: string; deviceName: string };
