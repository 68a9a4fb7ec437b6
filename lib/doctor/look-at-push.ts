import { api } from "@/lib/api/client";
import { canPush } from "@/lib/push/worker";
import { type BrowserFinding, within } from "./finding";

const ARRIVE_MS = 15_000;

/** Has this browser pushed, and waits for it: the way that a ring takes to a closed page. */
export async function lookAtPush(): Promise<BrowserFinding> {
  if (!canPush()) return { check: "push", state: "warn", code: "pushUnknown" };
  const { endpoint } = await api.push.state.query();
  if (!endpoint) return { check: "push", state: "warn", code: "pushOff" };
  const began = performance.now();
  const arrived = new Promise<number>((resolve) =>
    navigator.serviceWorker.addEventListener("message", function hear({ data }: MessageEvent<unknown>) {
      if (!isArrival(data)) return;
      navigator.serviceWorker.removeEventListener("message", hear);
      resolve(performance.now() - began);
    }),
  );
  await api.push.tryOut.mutate();
  const ms = await within(ARRIVE_MS, arrived);
  return ms === null
    ? { check: "push", state: "fail", code: "pushLate", values: { host: new URL(endpoint).host } }
    : { check: "push", state: "ok", code: "pushArrives", values: { ms: Math.round(ms) } };
}

const isArrival = (data: unknown): boolean =>
  typeof data === "object" && data !== null && "kind" in data && data.kind === "push-arrived";
