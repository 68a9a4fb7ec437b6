"use client";
import { Monitor, Moon, Sun } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { SCHEME_COOKIE, type Scheme, schemes } from "@/lib/pure/scheme";

const A_YEAR_S = 365 * 24 * 60 * 60;
const icons: Record<Scheme, typeof Sun> = { system: Monitor, light: Sun, dark: Moon };

function keep(scheme: Scheme): void {
  document.cookie = `${SCHEME_COOKIE}=${scheme}; path=/; max-age=${A_YEAR_S}; samesite=lax`;
  if (scheme === "system") delete document.documentElement.dataset.scheme;
  else document.documentElement.dataset.scheme = scheme;
}

/** Light, dark, or as the system has it; kept for this browser. */
export function SchemeChoice({ initial }: { initial: Scheme }) {
  const t = useTranslations("settings");
  const [chosen, choose] = useState(initial);
  return (
    <fieldset className="grid grid-cols-3 gap-1 rounded-md bg-wash p-1">
      <legend className="sr-only">{t("appearance")}</legend>
      {schemes.map((scheme) => {
        const Icon = icons[scheme];
        return (
          <label
            key={scheme}
            className="flex min-h-16 cursor-pointer flex-col items-center justify-center gap-1 rounded-sm px-1 py-2 text-center text-muted text-sm has-checked:bg-card has-checked:font-medium has-checked:text-ink has-checked:shadow-card has-checked:ring-1 has-checked:ring-edge has-focus-visible:outline-2 has-focus-visible:outline-accent-text"
          >
            <input
              type="radio"
              name="scheme"
              value={scheme}
              checked={chosen === scheme}
              onChange={() => {
                choose(scheme);
                keep(scheme);
              }}
              className="sr-only"
            />
            <Icon aria-hidden="true" className="size-5" />
            {t(`schemes.${scheme}`)}
          </label>
        );
      })}
    </fieldset>
  );
}
