"use client";
import { CalendarDays, History, House, MonitorSmartphone, UsersRound } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { useStore } from "@/components/use-store";
import { liveState } from "@/lib/live/live-store";

const places = [
  { path: "/", name: "home", Icon: House },
  { path: "/contacts", name: "contacts", Icon: UsersRound },
  { path: "/meetings", name: "meetings", Icon: CalendarDays },
  { path: "/history", name: "history", Icon: History },
  { path: "/devices", name: "devices", Icon: MonitorSmartphone },
] as const;

const MOST_SHOWN = 99;

/** The way between the main pages: a tab bar on phones, a rail on wider screens. */
export function Nav() {
  const t = useTranslations("common.nav");
  const path = usePathname();
  const counters = useStore(liveState)?.counters;
  const waiting = {
    history: { count: counters?.missed ?? 0, words: t("missed", { count: counters?.missed ?? 0 }) },
    contacts: { count: counters?.requests ?? 0, words: t("requests", { count: counters?.requests ?? 0 }) },
  };
  return (
    <nav
      aria-label={t("label")}
      className="fixed inset-x-0 bottom-0 z-20 border-line border-t bg-card px-safe pb-safe md:static md:border-0 md:bg-transparent md:p-0"
    >
      <ul className="mx-auto grid max-w-md grid-cols-5 md:grid-cols-1 md:gap-2 xl:gap-1">
        {places.map(({ path: place, name, Icon }) => {
          const isHere = place === "/" ? path === "/" : path.startsWith(place);
          const badge = name === "history" || name === "contacts" ? waiting[name] : null;
          return (
            <li key={place}>
              <Link
                href={place}
                aria-current={isHere ? "page" : undefined}
                className={`group flex min-h-16 flex-col items-center justify-center gap-1 font-medium text-xs -outline-offset-4 md:rounded-md xl:min-h-12 xl:flex-row xl:justify-start xl:gap-3 xl:px-3 xl:text-sm ${
                  isHere ? "text-ink xl:bg-wash" : "text-muted hover:text-ink"
                }`}
              >
                <span
                  className={`relative flex h-8 w-14 items-center justify-center rounded-full transition-colors xl:w-8 ${
                    isHere ? "bg-accent-wash text-accent-text xl:bg-transparent" : "group-hover:bg-wash"
                  }`}
                >
                  <Icon aria-hidden="true" className="size-5.5" strokeWidth={isHere ? 2.25 : 1.75} />
                  {badge && badge.count > 0 && (
                    <span className="absolute -top-1 right-1 xl:-right-1.5">
                      <Badge tone="alarm">
                        <span aria-hidden="true">{Math.min(badge.count, MOST_SHOWN)}</span>
                        <span className="sr-only">{badge.words}</span>
                      </Badge>
                    </span>
                  )}
                </span>
                {t(name)}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
