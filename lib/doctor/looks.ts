import { api } from "@/lib/api/client";
import type { BrowserFinding } from "./finding";
import { lookAtLive, lookAtPage } from "./look-at-page";
import { lookAtPush } from "./look-at-push";
import { lookAtRelays } from "./look-at-relays";
import { lookAtSfu } from "./look-at-sfu";

async function lookAtMedia(): Promise<BrowserFinding[]> {
  const { iceServers } = await api.relay.iceServers.query();
  const hasRelay = iceServers.some(({ urls }) => urls.some((url) => url.startsWith("turn")));
  return (await Promise.all([lookAtSfu(hasRelay), lookAtRelays(iceServers)])).flat();
}

/** What is looked at from a browser: each by itself, so that what is quick is shown first. */
export const looks = [
  { name: "page", look: async () => [lookAtPage()] },
  { name: "live", look: lookAtLive },
  { name: "media", look: lookAtMedia },
  { name: "push", look: async () => [await lookAtPush()] },
] as const satisfies { name: string; look: () => Promise<BrowserFinding[]> }[];
