"use client";
import { BellRing, Eye, FolderKey, KeyRound, UserRound, Video, Webhook } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";

const places = [
  { path: "/settings", name: "profile", Icon: UserRound },
  { path: "/settings/ringing", name: "ringing", Icon: BellRing },
  { path: "/settings/media", name: "media", Icon: Video },
  { path: "/settings/privacy", name: "privacy", Icon: Eye },
  { path: "/settings/tokens", name: "tokens", Icon: KeyRound },
  { path: "/settings/webhooks", name: "webhooks", Icon: Webhook },
  { path: "/settings/account", name: "account", Icon: FolderKey },
] as const;

/** The way between the pages of the settings: a row on phones, a column beside them elsewhere. */
export function SettingsNav() {
  const t = useTranslations("settings.nav");
  const path = usePathname();
  return (
    <nav aria-label={t("label")} className="-mx-4 mb-6 overflow-x-auto px-4 sm:-mx-6 sm:px-6 lg:m-0 lg:p-0">
      <ul className="flex gap-1.5 lg:flex-col">
        {places.map(({ path: place, name, Icon }) => {
          const isHere = path === place;
          return (
            <li key={place}>
              <Link
                href={place}
                aria-current={isHere ? "page" : undefined}
                className={`flex min-h-11 items-center gap-2.5 whitespace-nowrap rounded-md px-3.5 font-medium text-sm -outline-offset-2 ${
                  isHere
                    ? "bg-accent-wash text-accent-text lg:bg-wash lg:text-ink"
                    : "text-muted hover:bg-wash hover:text-ink"
                }`}
              >
                <Icon aria-hidden="true" className="size-4.5" />
                {t(name)}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
