"use client";
import { useTranslations } from "next-intl";
import { useContext } from "react";
import { canRead } from "@/lib/call/security-state";
import { SecurityContext } from "./security-context";
import { useLate } from "./use-late";

/** Most calls are secured sooner: words that come and go at once would only flicker. */
const QUICK_MS = 700;
/** As the key agreement counts it (lib/e2ee/agreement/limits.ts). */
const LONGEST_MS = 5_000;

/** On the tile of somebody whose sound and picture cannot be read yet: that it takes a moment, then that they cannot be read. */
export function Securing({ admissionId }: { admissionId: string }) {
  const t = useTranslations("e2ee.tile");
  const isUnread = !canRead(useContext(SecurityContext), admissionId);
  const isSlow = useLate(isUnread, QUICK_MS);
  const isTooSlow = useLate(isUnread, LONGEST_MS);
  if (!isSlow) return null;
  return (
    <p
      role="status"
      className="relative z-10 mx-2 max-w-full rounded-md bg-black/60 px-3 py-1.5 text-center text-sm text-white"
    >
      {isTooSlow ? (
        <>
          <span className="block font-semibold">{t("unreadable")}</span>
          <span className="block text-pretty">{t("asking")}</span>
        </>
      ) : (
        t("securing")
      )}
    </p>
  );
}
