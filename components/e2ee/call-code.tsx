"use client";
import { useTranslations } from "next-intl";
import type { CallSecurity } from "@/lib/call/security-state";
import { digitGroups, spelledDigits } from "@/lib/pure/digit-groups";
import { CallEmoji } from "./call-emoji";

type Security = Exclude<CallSecurity, string | null>;

/** What everyone on the call sees alike unless somebody is in between: seven pictures on a small call, and thirty digits. */
export function CallCode({ security: { code, members } }: { security: Security }) {
  const t = useTranslations("e2ee.code");
  return (
    <div className="grid gap-3">
      <h3 className="font-semibold">{t("title")}</h3>
      {code ? (
        <>
          {code.emoji && <CallEmoji emoji={code.emoji} label={t("emoji")} />}
          <ul
            aria-label={t("digits")}
            className="mx-auto grid grid-cols-3 gap-x-6 gap-y-1 font-mono text-lg tabular-nums"
          >
            {digitGroups(code.digits).map((group, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: groups may be equal and never move.
              <li key={at}>
                <span aria-hidden="true">{group}</span>
                <span className="sr-only">{spelledDigits(group)}</span>
              </li>
            ))}
          </ul>
          <p className="text-center text-muted text-sm">{t("compare")}</p>
        </>
      ) : (
        <p className="text-muted text-sm">{t(members.length > 0 ? "waiting" : "alone")}</p>
      )}
    </div>
  );
}
