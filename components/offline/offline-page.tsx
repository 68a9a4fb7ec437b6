"use client";
import { WifiOff } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Avatar } from "@/components/ui/avatar";
import { BellMark } from "@/components/ui/bell-mark";
import { Button } from "@/components/ui/button";
import { Reach } from "@/lib/call/reach";
import { type OfflineCopy, readOfflineCopy } from "@/lib/pwa/offline-copy";

/** What can be read without a network: who one knows, and the last calls. Goes back by itself once there is one. */
export function OfflinePage() {
  const t = useTranslations("pwa");
  const [copy, setCopy] = useState<OfflineCopy | null>(null);
  useEffect(() => {
    void readOfflineCopy().then(setCopy);
    // The browser's own word that it is online comes once, and often before anything gets through.
    const reach = new Reach((isReachable) => isReachable && window.location.reload());
    return () => reach.close();
  }, []);
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-2xl flex-col px-5 pt-[max(1.5rem,env(safe-area-inset-top))] pb-safe">
      <p className="flex items-center gap-2.5 font-semibold text-lg">
        <BellMark />
        Peal
      </p>
      <main className="py-8">
        <div className="flex flex-wrap items-center gap-4">
          <WifiOff aria-hidden="true" className="size-8 text-muted" />
          <div className="min-w-0 flex-1 basis-52">
            <h1 className="font-semibold text-xl">{t("offlineTitle")}</h1>
            <p className="text-muted">{t("offlineText")}</p>
          </div>
          <Button onClick={() => window.location.reload()}>{t("tryAgain")}</Button>
        </div>
        {copy && <Kept copy={copy} />}
      </main>
    </div>
  );
}

function Kept({ copy }: { copy: OfflineCopy }) {
  const t = useTranslations("pwa");
  const format = useFormatter();
  return (
    <div className="mt-10 grid gap-10">
      <section aria-labelledby="offline-calls">
        <h2 id="offline-calls" className="mb-3 font-semibold">
          {t("lastCalls")}
        </h2>
        <ul className="divide-y divide-line">
          {copy.calls.map((call) => (
            <li key={call.id} className="flex flex-wrap justify-between gap-x-4 py-3">
              <span className="font-medium">{call.who}</span>
              <span className="text-muted text-sm">
                {call.ended} · {format.dateTime(call.startedAt, { dateStyle: "medium", timeStyle: "short" })}
              </span>
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="offline-people">
        <h2 id="offline-people" className="mb-3 font-semibold">
          {t("contacts")}
        </h2>
        <ul className="divide-y divide-line">
          {copy.people.map(({ handle, name }) => (
            <li key={handle} className="flex items-center gap-3 py-2.5">
              <Avatar person={{ id: handle, name, pictureUrl: null }} size="sm" />
              <span className="min-w-0 flex-1 truncate font-medium">{name}</span>
              <span className="truncate text-muted text-sm">@{handle}</span>
            </li>
          ))}
        </ul>
      </section>
      <p className="text-muted text-sm">
        {t("savedAt", { time: format.dateTime(copy.savedAt, { dateStyle: "medium", timeStyle: "short" }) })}
      </p>
    </div>
  );
}
