import { NextIntlClientProvider } from "next-intl";
import { getMessages, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { BellMark } from "@/components/ui/bell-mark";

/** The frame of signing up and in: what Peal is, beside the form. */
export default async function SignedOutLayout({ children }: { children: ReactNode }) {
  const { signedOut, problem } = await getMessages();
  const t = await getTranslations();
  return (
    <div className="grid min-h-dvh lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
      <aside className="relative hidden flex-col justify-between overflow-hidden bg-accent-wash p-12 lg:flex">
        <p className="flex items-center gap-3 font-semibold text-lg">
          <BellMark className="size-9" />
          {t("common.appName")}
        </p>
        <div>
          <p className="mb-8 max-w-[14ch] font-semibold text-2xl tracking-tight">{t("common.tagline")}</p>
          <ul className="grid gap-3 text-muted">
            <li>{t("signedOut.points.ring")}</li>
            <li>{t("signedOut.points.answer")}</li>
            <li>{t("signedOut.points.own")}</li>
          </ul>
        </div>
        <BellMark className="absolute top-[12%] -right-20 size-96 opacity-25" />
      </aside>
      <main className="flex flex-col items-center justify-center px-5 py-10 pt-safe pb-safe">
        <div className="w-full max-w-sm py-8">
          <BellMark className="mb-6 size-12 lg:hidden" />
          <NextIntlClientProvider messages={{ signedOut, problem }}>{children}</NextIntlClientProvider>
        </div>
      </main>
    </div>
  );
}
