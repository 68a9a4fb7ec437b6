import { headers } from "next/headers";
import { NextIntlClientProvider } from "next-intl";
import type { ReactNode } from "react";
import { clientMessages } from "@/app/client-messages";
import { Providers } from "@/components/providers";
import { SignedInFrame } from "@/components/signed-in-frame";
import { readActor } from "@/server/auth";

/** Around a meeting's address, which everybody may open: who is signed in is rung here as anywhere. */
export default async function MeetingLayout({ children }: { children: ReactNode }) {
  const actor = await readActor({ cookie: (await headers()).get("cookie") });
  const messages = await clientMessages("embed");
  return (
    <NextIntlClientProvider messages={messages}>
      <Providers>
        {actor.kind === "user" ? <SignedInFrame userId={actor.userId}>{children}</SignedInFrame> : children}
      </Providers>
    </NextIntlClientProvider>
  );
}
