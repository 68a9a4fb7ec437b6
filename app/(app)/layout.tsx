import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { NextIntlClientProvider } from "next-intl";
import type { ReactNode } from "react";
import { clientMessages } from "@/app/client-messages";
import { Providers } from "@/components/providers";
import { SignedInFrame } from "@/components/signed-in-frame";
import { readActor } from "@/server/auth";

/** Everything behind signing in. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const actor = await readActor({ cookie: (await headers()).get("cookie") });
  if (actor.kind !== "user") redirect("/sign-in");
  const messages = await clientMessages("meetings", "embed");
  return (
    <NextIntlClientProvider messages={messages}>
      <Providers>
        <SignedInFrame userId={actor.userId}>{children}</SignedInFrame>
      </Providers>
    </NextIntlClientProvider>
  );
}
