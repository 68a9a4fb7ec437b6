import { headers } from "next/headers";
import { NextIntlClientProvider } from "next-intl";
import type { ReactNode } from "react";
import { clientMessages } from "@/app/client-messages";
import { PlainCallQuestion } from "@/components/e2ee/plain-call-question";
import { LateIdentity } from "@/components/identity/late-identity";
import { KnockLayer } from "@/components/meeting/knock-layer";
import { Providers } from "@/components/providers";
import { readActor } from "@/server/auth";

/** Around a meeting inside another site's page: what a meeting needs, and nothing that rings or leads elsewhere. */
export default async function EmbedLayout({ children }: { children: ReactNode }) {
  const actor = await readActor({ cookie: (await headers()).get("cookie") });
  const messages = await clientMessages();
  return (
    <NextIntlClientProvider messages={messages}>
      <Providers>
        {children}
        {actor.kind === "user" && (
          <>
            <KnockLayer />
            <PlainCallQuestion />
            <LateIdentity userId={actor.userId} />
          </>
        )}
      </Providers>
    </NextIntlClientProvider>
  );
}
