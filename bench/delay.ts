import type { Browser, Page } from "@playwright/test";
import type { Stack } from "../e2e/stack";
import { withoutEncryption } from "../e2e/e2ee/lies";
import { launchInside } from "../e2e/support/netshape/browser";
import type { Link } from "../e2e/support/netshape/link";
import { openNetwork } from "../e2e/support/netshape/network";
import { whyNoNamespaces } from "../e2e/support/netshape/possible";
import { startShapedStack } from "../e2e/support/netshape/stack";
import { received, watchWire } from "../e2e/wire";
import config from "../playwright.config";
import { launchBrowser, openContext } from "./browser";
import { type Figure, quantile, timed } from "./figures";
import { type Profile, twoPeople } from "./people";
import {
  bufferedBetween,
  type Delays,
  forgetDelays,
  readBuffer,
  readDelays,
  sendTimes,
  watchDelays,
  watchOwnShare,
} from "./timed-media";
import { pause } from "./pause";

/** How long each way is measured: 30 pictures and 2 chirps a second. */
const MEASURE_MS = Number(process.env.PEAL_BENCH_MS ?? 30_000);
/** By then the SFU sends the largest layer, and the buffers have come to rest. */
const SETTLE_MS = 8_000;
const OWN_MS = 5_000;
const ADDED_MS = 40;

type Way = { isEncrypted: boolean; isRelayed: boolean };
type Browsers = { caller: Browser; callee: Browser };

async function open(browser: Browser, url: string, who: Profile, way: Way, isCaller: boolean): Promise<Page> {
  const context = await openContext(browser, {
    storageState: await who.context.storageState(),
    // Reading the time needs code that the page's policy forbids.
    bypassCSP: true,
  });
  await context.grantPermissions(["camera", "microphone"]);
  await watchWire(context, { relayOnly: way.isRelayed });
  await sendTimes(context);
  if (!way.isEncrypted && isCaller) await withoutEncryption(context);
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

/** Ana's picture and sound, as Bo sees and hears them. He sends no picture: both share this machine's processor. */
async function measure(browsers: Browsers, url: string, [ana, bo]: Profile[], way: Way): Promise<Delays> {
  if (!ana || !bo) throw new Error("two people call");
  const caller = await open(browsers.caller, `${url}/contacts/${bo.handle}`, ana, way, true);
  const callee = await open(browsers.callee, url, bo, way, false);
  try {
    await caller.getByRole("main").getByRole("button", { name: "Video call", exact: true }).click();
    // A browser that cannot encrypt asks before it calls; the other side follows.
    if (!way.isEncrypted)
      await caller.getByRole("button", { name: "Call without encryption", exact: true }).click();
    await callee.getByRole("button", { name: "Answer", exact: true }).click();
    await callee.locator("[role=group] video").first().waitFor();
    await pause(SETTLE_MS);
    await watchDelays(callee);
    await pause(OWN_MS);
    await forgetDelays(callee);
    const before = await readBuffer(callee);
    await pause(MEASURE_MS);
    const delays = await readDelays(caller, callee);
    const buffered = bufferedBetween(before, await readBuffer(callee));
    const types = new Set((await received(callee)).candidateTypes);
    if (types.has("relay") !== way.isRelayed)
      throw new Error(`the media took another way: ${[...types].join()}`);
    await callee.getByRole("button", { name: "End call", exact: true }).click();
    return { ...delays, buffered };
  } finally {
    await Promise.all([caller.context().close(), callee.context().close()]);
  }
}

async function ownShare(browser: Browser, url: string): Promise<Delays> {
  const context = await openContext(browser, { bypassCSP: true });
  await context.grantPermissions(["camera", "microphone"]);
  await sendTimes(context);
  const page = await context.newPage();
  await page.goto(`${url}/sign-in`);
  await watchOwnShare(page);
  await pause(OWN_MS);
  await forgetDelays(page);
  await pause(OWN_MS);
  const delays = await readDelays(page, page);
  await context.close();
  return delays;
}

const middle = (values: number[]) =>
  [0.5, 0.95].map((share) => Math.round(quantile(values, share))).join(" / ");

/** Which ways are measured, and how their figures are called. */
const ways = ({ hasRelay }: { hasRelay: boolean }): Way[] =>
  [false, true]
    .filter((isRelayed) => hasRelay || !isRelayed)
    .flatMap((isRelayed) => [true, false].map((isEncrypted) => ({ isEncrypted, isRelayed })));
const nameOf = ({ isEncrypted, isRelayed }: Way) =>
  `${isEncrypted ? "encrypted" : "plain"}, ${isRelayed ? "relayed" : "direct"}`;

type Bars = { picture: string; sound: string };
/** A way on which no call came about has no figures, and the others are measured all the same. */
const none: Delays = { picture: [], sound: [] };
const failed = (way: Way) => (error: unknown) => {
  console.log(`not measured: ${nameOf(way)}: ${String(error).split("\n")[0]}`);
  return none;
};

function figuresOf(how: string, delays: Delays, own: Delays, bars: Bars): Figure[] {
  const reference = (values: number[]) => `the browser's own share: ${middle(values)} ms (p50 / p95)`;
  return [
    timed(`picture end to end, ${how}`, delays.picture, bars.picture, reference(own.picture)),
    timed(
      `sound end to end, ${how}`,
      delays.sound,
      bars.sound,
      `${delays.buffered ?? ""}; ${reference(own.sound)}`,
    ),
  ];
}

/**
 * From the drawing of a picture to its showing at the other side, and from the first sample of a sound to its coming out of the
 * receiver: each carries its own time. A microphone's and a loudspeaker's own time is not in it. Once on loopback, and once between
 * namespaces, where there are any, with 40 ms added each way between the two.
 */
export async function benchDelay({ url, hasRelay }: Stack): Promise<Figure[]> {
  const browser = await launchBrowser();
  try {
    const people = await twoPeople(url);
    const own = await ownShare(browser, url);
    const figures: Figure[] = [];
    for (const way of ways({ hasRelay })) {
      const pair = { caller: browser, callee: browser };
      const delays = await measure(pair, url, people, way).catch(failed(way));
      const bars = { picture: "p95 ≤ 150 ms", sound: "p95 ≤ 80 ms" };
      figures.push(...figuresOf(nameOf(way), delays, own, bars));
    }
    return [...figures, ...(await far(own))];
  } finally {
    await browser.close();
  }
}

/** The same between two browsers that lie 40 ms apart. */
async function far(own: Delays): Promise<Figure[]> {
  const reason = whyNoNamespaces();
  if (reason) {
    console.log(`not measured with ${ADDED_MS} ms added: ${reason}`);
    return [];
  }
  const network = await openNetwork();
  const stack = await startShapedStack(network).catch(async (error: unknown) => {
    await network.close();
    throw error;
  });
  const browsers: Browser[] = [];
  try {
    const people = await twoPeople(stack.url);
    const inside = async (link: Link) => {
      const browser = await launchInside(link, stack.hostRules, config.use?.launchOptions ?? {});
      browsers.push(browser);
      return browser;
    };
    const [near, away] = [await network.link(1), await network.link(2)];
    await away.shape({ delayMs: ADDED_MS });
    const pair = { caller: await inside(away), callee: await inside(near) };
    const figures: Figure[] = [];
    for (const way of ways(stack)) {
      const delays = await measure(pair, stack.url, people, way).catch(failed(way));
      const bars = { picture: "p95 ≤ 150 ms", sound: "p95 ≤ 150 ms" };
      figures.push(...figuresOf(`${nameOf(way)}, ${ADDED_MS} ms added each way`, delays, own, bars));
    }
    return figures;
  } finally {
    for (const browser of browsers) await browser.close();
    await stack.stop();
    await network.close();
  }
}
