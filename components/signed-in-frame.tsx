import type { ReactNode } from "react";
import { PlainCallQuestion } from "./e2ee/plain-call-question";
import { HandedLayer } from "./handoff/handed-layer";
import { FollowLive } from "./home/follow-live";
import { LateIdentity } from "./identity/late-identity";
import { KnockLayer } from "./meeting/knock-layer";
import { LatePush } from "./notifications/late-push";
import { PaletteKey } from "./palette/palette-key";
import { RingLayer } from "./ring/ring-layer";
import { StageFrame } from "./stage/stage-frame";

/**
 * What stands around every page of who is signed in. The ring layer lives here, above home and call alike, so that going from one to the
 * other never drops the live stream or a ring.
 */
export function SignedInFrame({ userId, children }: { userId: string; children: ReactNode }) {
  return (
    <>
      <StageFrame>{children}</StageFrame>
      <FollowLive />
      <PaletteKey />
      <RingLayer />
      <HandedLayer />
      <KnockLayer />
      <PlainCallQuestion />
      <LatePush />
      <LateIdentity userId={userId} />
    </>
  );
}
