"use client";
import { NextIntlClientProvider, useMessages } from "next-intl";
import type { ReactNode } from "react";
import type words from "@/messages/en/admin.json";

/** Gives the pages of administration their words, which no other page carries. */
export function AdminWords({ admin, children }: { admin: typeof words; children: ReactNode }) {
  const messages = useMessages();
  return (
    <NextIntlClientProvider locale="en" messages={{ ...messages, admin }}>
      {children}
    </NextIntlClientProvider>
  );
}
