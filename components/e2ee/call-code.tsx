"use client";
import { useTranslations } from "next-intl";
import type { CallSecurity } from "@/lib/call/security-state";
import { emojiName } from "@/lib/e2ee/emoji";
import { digitGroups, spelledDigits } from "@/lib/pure/digit-groups";

type Security = Exclude<CallSecurity, string | null>;

/** What everyone on the call sees alike unless somebody is in between: seven pictures on a small call, and thirty digits. */
export function CallCode({ security: { code, members } }: { security: Security }) {
  const t = useTranslations("e2ee.code");
  return (
    <div className="grid gap-3">
      <h3 className="font-semibold">{t("title")}</h3>
      {code ? (
        <>
          {code.emoji && (
            <ul
              aria-label={t("emoji")}
              className="mx-auto flex max-w-80 flex-wrap justify-center gap-x-1 gap-y-3"
            >
              {code.emoji.map((emoji, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: pictures may be equal and never move.
                <li key={at} className="flex w-18 flex-col items-center gap-1 text-center">
                  <span aria-hidden="true" className="text-xl">
                    {emoji}
                  </span>
                  <span className="text-muted text-xs">{emojiName(emoji)}</span>
                </li>
              ))}
            </ul>
          )}
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
