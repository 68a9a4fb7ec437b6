import type { Browser, Page } from "@playwright/test";
import { meetingSettings } from "../server/meetings/contract";
import type { Stack } from "../e2e/stack";
import { launchBrowser, openContext, openPage, press } from "./browser";
import { type Figure, quantile, timed } from "./figures";
import { clickedAt, firstFrameAt } from "./first-frames";
import { benchFloor } from "./floor";
import { pause } from "./pause";
import { signUp } from "./people";

const RUNS = Number(process.env.PEAL_RUNS ?? 12);
/** Nobody presses before they saw themselves and gave a name; meanwhile the page fetches what the call needs. */
const LOOK_MS = 1_500;
/** What livekit-examples/meet took on such a machine (its production build, two cores, loopback). */
const PEER = "livekit-examples/meet";

/** Guests who come one after the other into a meeting in which its host is. */
async function joins(browser: Browser, host: Page, address: string) {
  const [sees, isSeen]: [number[], number[]] = [[], []];
  for (let run = 0; run < RUNS; run++) {
    const name = `Guest ${run + 1}`;
    const guest = await openPage(await openContext(browser), address);
    await guest.getByLabel("Your name").fill(name);
    await pause(LOOK_MS);
    await press(guest, "Join");
    const [saw, seen] = await Promise.all([firstFrameAt(guest, "Ana"), firstFrameAt(host, name)]);
    const tapped = await clickedAt(guest);
    sees.push(saw - tapped);
    isSeen.push(seen - tapped);
    await press(guest, "Leave");
    await host.getByRole("group", { name, exact: true }).waitFor({ state: "hidden" });
    await guest.context().close();
  }
  return { sees, isSeen };
}

type Loading = { largest: number; blocked: number };

/** How soon the largest thing of a page is painted (LCP), and how long tasks keep the page from answering (TBT: what is over 50 ms). */
async function load(browser: Browser, address: string, isSlow: boolean): Promise<Loading> {
  const context = await openContext(browser);
  await context.grantPermissions(["camera", "microphone"]);
  const page = await context.newPage();
  await page.addInitScript(() => {
    const seen = { largest: 0, blocked: 0 };
    Object.assign(window, { __seen: seen });
    const watch = (type: string, add: (entry: PerformanceEntry) => void) =>
      new PerformanceObserver((list) => list.getEntries().forEach(add)).observe({ type, buffered: true });
    watch("largest-contentful-paint", (entry) => (seen.largest = entry.startTime));
    watch("longtask", (entry) => (seen.blocked += Math.max(0, entry.duration - 50)));
  });
  if (isSlow) {
    const session = await context.newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    // "Slow 4G" as Lighthouse throttles: 1.6 Mbit/s down, 750 kbit/s up, 150 ms.
    const bytes = (kbps: number) => (kbps * 1_000) / 8;
    const rates = { downloadThroughput: bytes(1_600), uploadThroughput: bytes(750), latency: 150 };
    await session.send("Network.emulateNetworkConditions", { offline: false, ...rates });
  }
  await page.goto(address, { waitUntil: "load" });
  await page.getByRole("button", { name: "Join", exact: true }).waitFor();
  await pause(isSlow ? 6_000 : LOOK_MS);
  const seen = await page.evaluate(() => (window as unknown as { __seen: Loading }).__seen);
  await context.close();
  return seen;
}

async function loads(browser: Browser, address: string, isSlow: boolean): Promise<Figure[]> {
  const all: Loading[] = [];
  for (let run = 0; run < (isSlow ? 3 : RUNS); run++) all.push(await load(browser, address, isSlow));
  const [how, largest, blocked, peer] = isSlow
    ? [", slow 4G and CPU/4", "≤ 1,800 ms", "≤ 400 ms", "3,082 ms, 855 ms"]
    : ["", "≤ 350 ms", "≤ 60 ms", "687 ms, 150 ms"];
  const reference = `${PEER} (not in this run): ${peer}`;
  const [painted, stood] = [all.map((one) => one.largest), all.map((one) => one.blocked)];
  return [
    timed(`join page: LCP${how}`, painted, largest, reference),
    timed(`join page: total blocking time${how}`, stood, blocked, reference),
  ];
}

/** A guest comes by the link of a meeting without a waiting room: from the press on Join until both see each other, encrypted. */
export async function benchLinks(stack: Stack): Promise<Figure[]> {
  const browser = await launchBrowser();
  try {
    const ana = await signUp(stack.url, "Ana");
    const { slug } = await ana.api.createMeeting({
      topic: "A meeting",
      settings: meetingSettings.parse({ waitingRoom: false }),
    });
    const address = `${stack.url}/${slug}#k=${Buffer.alloc(32, 7).toString("base64url")}`;
    const signedIn = await openContext(browser, { storageState: await ana.context.storageState() });
    const host = await openPage(signedIn, address);
    await press(host, "Join");
    await host.getByRole("button", { name: "Leave", exact: true }).waitFor();
    const { sees, isSeen } = await joins(browser, host, address);
    await signedIn.close();
    const floor = await benchFloor(browser, stack, RUNS);
    const bare = (values: number[]) => `bare page: ${Math.round(quantile(values, 0.5))} ms`;
    return [
      timed("join by link → first remote picture", sees, "≤ 400 ms, p95 ≤ 700 ms", bare(floor.sees)),
      timed("join by link → the host sees the guest", isSeen, `${PEER}: 1,055 ms`, bare(floor.isSeen)),
      ...(await loads(browser, address, false)),
      ...(await loads(browser, address, true)),
    ];
  } finally {
    await browser.close();
  }
}
