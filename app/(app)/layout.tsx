import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { NextIntlClientProvider } from "next-intl";
import { getMessages } from "next-intl/server";
import type { ReactNode } from "react";
import { PlainCallQuestion } from "@/components/e2ee/plain-call-question";
import { HandedLayer } from "@/components/handoff/handed-layer";
import { FollowLive } from "@/components/home/follow-live";
import { LateIdentity } from "@/components/identity/late-identity";
import { LatePush } from "@/components/notifications/late-push";
import { PaletteKey } from "@/components/palette/palette-key";
import { Providers } from "@/components/providers";
import { RingLayer } from "@/components/ring/ring-layer";
import { StageFrame } from "@/components/stage/stage-frame";
import { readActor } from "@/server/auth";

/**
 * Everything behind signing in. The ring layer lives here, above home and call alike, so that going from one
 * to the other never drops the live stream or a ring.
 */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const actor = await readActor({ cookie: (await headers()).get("cookie") });
  if (actor.kind !== "user") redirect("/sign-in");
  const { signedOut: _, security: __, emoji: ___, ...messages } = await getMessages();
  return (
    <NextIntlClientProvider messages={messages}>
      <Providers>
        <StageFrame>{children}</StageFrame>
        <FollowLive />
        <PaletteKey />
        <RingLayer />
        <HandedLayer />
        <PlainCallQuestion />
        <LatePush />
        <LateIdentity userId={actor.userId} />
      </Providers>
    </NextIntlClientProvider>
  );
}
