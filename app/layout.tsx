import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import { getLocale } from "next-intl/server";
import type { ReactNode } from "react";
import { isTracing } from "@/server/telemetry";
import { SCHEME_COOKIE, schemeOf } from "@/lib/pure/scheme";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Peal", template: "%s · Peal" },
  description: "Calls that ring every device you own: the first answer wins.",
  applicationName: "Peal",
  appleWebApp: { capable: true, title: "Peal", statusBarStyle: "default" },
  icons: { apple: "/icons/apple-180.png" },
  formatDetection: { telephone: false },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  interactiveWidget: "resizes-content",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#faf9f6" },
    { media: "(prefers-color-scheme: dark)", color: "#131210" },
  ],
};

/** The document: its language, and the scheme that this browser chose. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const scheme = schemeOf((await cookies()).get(SCHEME_COOKIE)?.value);
  return (
    <html
      lang={await getLocale()}
      data-scheme={scheme === "system" ? undefined : scheme}
      data-traces={isTracing() ? "" : undefined}
    >
      <body>{children}</body>
    </html>
  );
}
