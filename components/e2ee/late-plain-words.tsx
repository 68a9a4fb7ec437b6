"use client";
import dynamic from "next/dynamic";
import { NextIntlClientProvider } from "next-intl";
import { Skeleton } from "@/components/ui/skeleton";

/** The plain words inside a call: they and their code come when they are asked for, and no page carries them. */
export const LatePlainWords = dynamic(
  async () => {
    const [{ PlainWords }, security] = await Promise.all([
      import("./plain-words"),
      import("@/messages/en/security.json"),
    ]);
    return function Words() {
      return (
        <NextIntlClientProvider locale="en" messages={{ security: security.default }}>
          <PlainWords />
        </NextIntlClientProvider>
      );
    };
  },
  { ssr: false, loading: () => <Skeleton className="h-96 w-full" /> },
);
