"use client";
import type { LucideIcon } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { type ReactNode, useEffect, useRef } from "react";

export type Place = { path: string; name: string; Icon: LucideIcon; badge?: ReactNode };

/** The way between pages that belong together: a row on phones, a column beside them elsewhere. */
export function PlaceNav({ label, places }: { label: string; places: readonly Place[] }) {
  const path = usePathname();
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    // In a row that is longer than the screen.
    const here = nav.current?.querySelector(`a[href="${CSS.escape(path)}"]`);
    here?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [path]);
  return (
    <nav
      ref={nav}
      aria-label={label}
      className="-mx-4 mb-6 overflow-x-auto px-4 sm:-mx-6 sm:px-6 lg:m-0 lg:p-0"
    >
      <ul className="flex gap-1.5 lg:flex-col">
        {places.map(({ path: place, name, Icon, badge }) => {
          const isHere = path === place;
          return (
            <li key={place}>
              <Link
                href={place}
                aria-current={isHere ? "page" : undefined}
                className={`relative flex min-h-11 items-center gap-2.5 whitespace-nowrap rounded-md px-3.5 font-medium text-sm -outline-offset-2 ${
                  isHere
                    ? "bg-accent-wash text-accent-text lg:bg-wash lg:text-ink"
                    : "text-muted hover:bg-wash hover:text-ink"
                }`}
              >
                <Icon aria-hidden="true" className="size-4.5" />
                {name}
                {badge}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
