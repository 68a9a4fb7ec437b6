"use client";
import { NextIntlClientProvider, useMessages } from "next-intl";
import type { ReactNode } from "react";
import type words from "@/messages/en/meetings.json";

/** Gives the pages of meetings their words, which no other page carries. */
export function MeetingWords({ meetings, children }: { meetings: typeof words; children: ReactNode }) {
  const messages = useMessages();
  return (
    <NextIntlClientProvider locale="en" messages={{ ...messages, meetings }}>
      {children}
    </NextIntlClientProvider>
  );
}
