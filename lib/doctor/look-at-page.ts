import { canEncrypt } from "@/lib/e2ee/frames/can-encrypt";
import { liveState, serverNow } from "@/lib/live/live-store";
import { type BrowserFinding, within } from "./finding";

const LIVE_MS = 5_000;
const MOST_APART_MS = 30_000;

/** Whether the page came as it must, and this browser can encrypt calls. */
export function lookAtPage(): BrowserFinding {
  if (!window.isSecureContext) return { check: "page", state: "fail", code: "insecure" };
  return canEncrypt()
    ? { check: "page", state: "ok", code: "secure" }
    : { check: "page", state: "warn", code: "noEncryption" };
}

/** Whether the server's stream of news reaches this browser, and how far its clock is from the server's. */
export async function lookAtLive(): Promise<BrowserFinding[]> {
  const arrived = new Promise<true>((resolve) => {
    const look = () => liveState.value && resolve(true);
    liveState.subscribe(look);
    look();
  });
  if (!(await within(LIVE_MS, arrived))) return [{ check: "live", state: "fail", code: "liveSilent" }];
  const ms = Math.round(Math.abs(Date.now() - serverNow()));
  const seconds = Math.round(ms / 1000);
  return [
    { check: "live", state: "ok", code: "liveWorks" },
    ms > MOST_APART_MS
      ? { check: "clock", state: "warn", code: "clockApart", values: { seconds } }
      : { check: "clock", state: "ok", code: "clockRight", values: { seconds } },
  ];
}
