import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { caller } from "@/app/caller";
import { LatePutOff } from "@/components/home/late-put-off";
import { Nav } from "@/components/home/nav";
import { OwnFace } from "@/components/home/own-face";
import { QuietSwitch } from "@/components/home/quiet-switch";
import { RunningCall } from "@/components/home/running-call";
import { LatePwa } from "@/components/pwa/late-pwa";
import { BellMark } from "@/components/ui/bell-mark";

/** The frame of every page but the call: a rail or a tab bar, and what goes on now at the top. */
export default async function HomeLayout({ children }: { children: ReactNode }) {
  const t = await getTranslations("common");
  const me = await (await caller()).account.me();
  return (
    <div className="md:grid md:grid-cols-[6rem_minmax(0,1fr)] xl:grid-cols-[16rem_minmax(0,1fr)]">
      <a
        href="#content"
        className="fixed top-2 left-2 z-50 -translate-y-20 rounded-md bg-ink px-4 py-2.5 text-paper text-sm focus:translate-y-0"
      >
        {t("skip")}
      </a>
      <div className="md:sticky md:top-0 md:flex md:h-dvh md:flex-col md:border-line md:border-r md:px-3 md:py-5">
        <header className="flex items-center justify-between px-4 pt-[max(0.75rem,env(safe-area-inset-top))] md:mb-8 md:justify-center md:p-0 xl:justify-start xl:px-3">
          <Link
            href="/"
            className="flex items-center gap-2.5 rounded-sm font-semibold text-lg tracking-tight"
          >
            <BellMark className="size-8" />
            <span className="md:sr-only xl:not-sr-only">{t("appName")}</span>
          </Link>
          <div className="flex items-center gap-1 md:hidden">
            <QuietSwitch />
            <OwnFace initial={me} />
          </div>
        </header>
        <Nav />
        <div className="mt-auto hidden flex-col gap-2 md:flex [&>a]:justify-center xl:[&>a]:justify-start">
          <QuietSwitch isWide />
          <OwnFace initial={me} withName />
        </div>
      </div>
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto w-full max-w-6xl px-4 pt-4 pb-[calc(6rem+env(safe-area-inset-bottom))] outline-none sm:px-6 md:px-8 md:py-8 lg:px-12"
      >
        <RunningCall />
        <LatePutOff />
        <LatePwa />
        {children}
      </main>
    </div>
  );
}
