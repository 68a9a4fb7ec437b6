"use client";
import dynamic from "next/dynamic";
import { NextIntlClientProvider, useMessages } from "next-intl";
import { Skeleton } from "@/components/ui/skeleton";

/** The check of devices and network, whose code and words no other page carries. */
export const LateCheckPage = dynamic(
  async () => {
    const [{ CheckPage }, check] = await Promise.all([
      import("./check-page"),
      import("@/messages/en/check.json"),
    ]);
    return function Check() {
      const messages = useMessages();
      return (
        <NextIntlClientProvider locale="en" messages={{ ...messages, check: check.default }}>
          <CheckPage />
        </NextIntlClientProvider>
      );
    };
  },
  {
    ssr: false,
    loading: () => (
      <div className="grid gap-6 lg:grid-cols-2">
        <Skeleton className="h-96 w-full" />
        <Skeleton className="h-96 w-full" />
      </div>
    ),
  },
);
