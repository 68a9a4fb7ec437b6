import { tmpdir } from "node:os";
import path from "node:path";
import type { Browser, Page } from "@playwright/test";
import { concealedShare, type Flow, flowOf } from "../e2e/networks/flow";
import { writeSpeech } from "../e2e/networks/speech";
import { launchInside } from "../e2e/support/netshape/browser";
import type { Link, Shape } from "../e2e/support/netshape/link";
import { openNetwork } from "../e2e/support/netshape/network";
import { whyNoNamespaces } from "../e2e/support/netshape/possible";
import { type ShapedStack, startShapedStack } from "../e2e/support/netshape/stack";
import { watchWire } from "../e2e/wire";
import config from "../playwright.config";
import { ratingOf, scoreOf } from "../server/quality/mos";
import { openContext } from "./browser";
import type { Figure } from "./figures";
import { openPeer, type Peer } from "./networks-peer";
import { type Profile, twoPeople } from "./people";
import { pause } from "./pause";

/** A network is at rest with what is sent after this; then so long is measured. */
const SETTLE_MS = Number(process.env.PEAL_BENCH_SETTLE_MS ?? 12_000);
const MEASURE_MS = Number(process.env.PEAL_BENCH_MEASURE_MS ?? 20_000);

/** One person's own link, both ways. */
const shapes: Record<string, Shape> = {
  "0 % loss": {},
  "2 % loss": { loss: 0.02 },
  "5 % loss": { loss: 0.05 },
  "10 % loss": { loss: 0.1 },
  "20 % loss": { loss: 0.2 },
  "300 kbit/s": { kbps: 300 },
  "100 kbit/s": { kbps: 100 },
  "50 kbit/s": { kbps: 50 },
};

/** Some of them, with commas; all if not given. */
const wanted = process.env.PEAL_BENCH_NETWORKS?.split(",");

type Sides = { near: Page; far: Page; end(): Promise<void> };
type Measured = { mos: number; concealed: number; frozen: number; fps: number; height: number; kbps: number };

/**
 * Speech and pictures between two people, one of whom has a bad network: Peal, encrypted, beside a page with the settings of
 * livekit-examples/meet, which is not, on the same SFU and the same links, one after the other.
 */
export async function benchNetworks(): Promise<Figure[]> {
  const why = whyNoNamespaces();
  if (why) return [{ what: `bad networks: ${why}`, figure: "–", bar: "–", reference: "–" }];
  const network = await openNetwork();
  const stops: (() => Promise<unknown>)[] = [() => network.close()];
  try {
    const stack = await startShapedStack(network);
    stops.push(() => stack.stop());
    const [nearLink, farLink] = [await network.link(1), await network.link(2)];
    const options = { ...config.use?.launchOptions };
    const speech = path.join(tmpdir(), `peal-bench-speech-${process.pid}.wav`);
    writeSpeech(speech);
    options.args = [...(options.args ?? []), `--use-file-for-fake-audio-capture=${speech}`];
    const browsers: [Browser, Browser] = [
      await launchInside(nearLink, stack.hostRules, options),
      await launchInside(farLink, stack.hostRules, options),
    ];
    stops.push(() => Promise.all(browsers.map((browser) => browser.close())));
    const peer = await openPeer(stack);
    stops.push(() => peer.close());
    return await measureAll(stack, browsers, nearLink, peer);
  } finally {
    for (const stop of stops.toReversed()) await stop();
  }
}

async function measureAll(stack: ShapedStack, browsers: [Browser, Browser], link: Link, peer: Peer) {
  const people = await twoPeople(stack.url);
  const figures: Figure[] = [];
  for (const [name, shape] of Object.entries(shapes)) {
    if (wanted && !wanted.includes(name)) continue;
    const ours = await measure(await callInPeal(browsers, stack.url, people), link, shape);
    const theirs = await measure(await peer.call(browsers), link, shape);
    for (const side of ["near", "far"] as const)
      figures.push({
        what: `${name}: what ${side === "near" ? "who has it" : "the other"} hears and sees`,
        figure: words(ours[side]),
        bar: name === "10 % loss" ? "concealed ≤ 8 %" : "none",
        reference: words(theirs[side]),
      });
    console.log(
      figures
        .slice(-2)
        .map(({ what, figure, reference }) => `${what}\n  ${figure}\n  ${reference}`)
        .join("\n"),
    );
  }
  return figures;
}

async function measure({ near, far, end }: Sides, link: Link, shape: Shape) {
  await pause(SETTLE_MS / 2);
  await link.shape(shape);
  await pause(SETTLE_MS);
  const before = await Promise.all([flowOf(near), flowOf(far)]);
  await pause(MEASURE_MS);
  const after = await Promise.all([flowOf(near), flowOf(far)]);
  await link.shape({});
  await end();
  return { near: between(before[0], after[0]), far: between(before[1], after[1]) };
}

/** MOS by the E-model (ITU-T G.107) from what was made up of the sound, and its way there: half the round trip and the jitter buffer. */
function between(before: Flow, after: Flow): Measured {
  const concealed = concealedShare(before, after);
  const seconds = MEASURE_MS / 1000;
  return {
    mos: scoreOf(
      ratingOf({ delayMs: after.roundTripMs / 2 + after.jitterBufferMs, loss: Math.max(0, concealed) }),
    ),
    concealed,
    frozen: (after.freezeSeconds - before.freezeSeconds) / seconds,
    fps: (after.frames - before.frames) / seconds,
    height: after.frames > before.frames ? after.height : 0,
    kbps: ((after.pictureBytes - before.pictureBytes) * 8) / MEASURE_MS,
  };
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
const words = ({ mos, concealed, frozen, fps, height, kbps }: Measured) =>
  `MOS ${mos.toFixed(2)}, concealed ${percent(concealed)}, ${height === 0 ? "no picture" : `${height}p at ${fps.toFixed(0)}/s, ${kbps.toFixed(0)} kbit/s, frozen ${percent(frozen)}`}`;

async function callInPeal(
  [near, far]: [Browser, Browser],
  url: string,
  [ana, bo]: Profile[],
): Promise<Sides> {
  if (!ana || !bo) throw new Error("two people call");
  const caller = await openPage(near, `${url}/contacts/${bo.handle}`, ana);
  const callee = await openPage(far, url, bo);
  await caller.getByRole("main").getByRole("button", { name: "Video call", exact: true }).click();
  await callee.getByRole("button", { name: "Answer with video", exact: true }).click();
  const end = async () => {
    await callee.getByRole("button", { name: "End call", exact: true }).click();
    await caller.getByRole("button", { name: "End call", exact: true }).waitFor({ state: "hidden" });
    await Promise.all([caller.context().close(), callee.context().close()]);
  };
  return { near: caller, far: callee, end };
}

async function openPage(browser: Browser, url: string, who: Profile): Promise<Page> {
  const context = await openContext(browser, { storageState: await who.context.storageState() });
  await context.grantPermissions(["camera", "microphone"]);
  await watchWire(context);
  const page = await context.newPage();
  await page.goto(url);
  return page;
}
