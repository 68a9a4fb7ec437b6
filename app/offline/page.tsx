import type { Metadata } from "next";
import { NextIntlClientProvider } from "next-intl";
import { getMessages } from "next-intl/server";
import { OfflinePage } from "@/components/offline/offline-page";

export const metadata: Metadata = { title: "Offline" };

/** The one page that is kept by the service worker: the same for everybody, filled in the browser. */
export default async function Offline() {
  const { pwa } = await getMessages();
  return (
    <NextIntlClientProvider messages={{ pwa }}>
      <OfflinePage />
    </NextIntlClientProvider>
  );
}
