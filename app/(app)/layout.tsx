import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { NextIntlClientProvider } from "next-intl";
import { getMessages } from "next-intl/server";
import type { ReactNode } from "react";
import { Providers } from "@/components/providers";
import { SignedInFrame } from "@/components/signed-in-frame";
import { readActor } from "@/server/auth";

/** Everything behind signing in. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const actor = await readActor({ cookie: (await headers()).get("cookie") });
  if (actor.kind !== "user") redirect("/sign-in");
  const {
    signedOut: _,
    security: __,
    emoji: ___,
    check: ____,
    meetings: _____,
    admin: ______,
    doctor: _______,
    embed: ________,
    ...messages
  } = await getMessages();
  return (
    <NextIntlClientProvider messages={messages}>
      <Providers>
        <SignedInFrame userId={actor.userId}>{children}</SignedInFrame>
      </Providers>
    </NextIntlClientProvider>
  );
}
