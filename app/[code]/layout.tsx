import { headers } from "next/headers";
import { NextIntlClientProvider } from "next-intl";
import { getMessages } from "next-intl/server";
import type { ReactNode } from "react";
import { Providers } from "@/components/providers";
import { SignedInFrame } from "@/components/signed-in-frame";
import { readActor } from "@/server/auth";

/** Around a meeting's address, which everybody may open: who is signed in is rung here as anywhere. */
export default async function MeetingLayout({ children }: { children: ReactNode }) {
  const actor = await readActor({ cookie: (await headers()).get("cookie") });
  const {
    signedOut: _,
    security: __,
    emoji: ___,
    check: ____,
    admin: _____,
    doctor: ______,
    embed: _______,
    ...messages
  } = await getMessages();
  return (
    <NextIntlClientProvider messages={messages}>
      <Providers>
        {actor.kind === "user" ? <SignedInFrame userId={actor.userId}>{children}</SignedInFrame> : children}
      </Providers>
    </NextIntlClientProvider>
  );
}
