import type { Page } from "@playwright/test";
import type { Stack } from "../e2e/stack";
import { watchWire } from "../e2e/wire";
import type { Admission } from "../server/calls/contract";
import { launchBrowser, openContext } from "./browser";
import { type CrowdDevice, seedCrowd } from "./crowd";
import { childrenNamed, familyMs } from "./families";
import { type Figure, timed } from "./figures";
import { openCrowd } from "./gallery-crowd";
import { type Profile, signUp } from "./people";
import { pause } from "./pause";

const PEOPLE = Number(process.env.PEAL_BENCH_GALLERY ?? 25);
const TALKS = Number(process.env.PEAL_RUNS ?? 20);
const SETTLE_MS = 6_000;
const LOOK_MS = 10_000;
/** Whoever fell silent is no speaker any more before the next one begins. */
const SILENCE_MS = 1_500;
const MARK_MS = 5_000;
const MARKED = "[data-speaking]";

export async function ask<T>(
  url: string,
  { cookie }: Pick<CrowdDevice, "cookie">,
  procedure: string,
  input: object,
): Promise<T> {
  const headers = { "content-type": "application/json", "x-peal": "1", origin: url, cookie };
  const answer = await fetch(`${url}/api/trpc/${procedure}`, {
    method: "POST",
    headers,
    body: JSON.stringify(input),
  });
  if (!answer.ok) throw new Error(`${procedure} answered ${answer.status}: ${await answer.text()}`);
  return ((await answer.json()) as { result: { data: T } }).result.data;
}

type Inbound = { track: string; frames: number; width: number; bytes: number };

/** What comes in of pictures, over all connections of a page. */
const picturesIn = (page: Page): Promise<Inbound[]> =>
  page.evaluate(async () => {
    const { connections } = (window as unknown as { __wire: { connections: RTCPeerConnection[] } }).__wire;
    const open = connections.filter((one) => one.connectionState !== "closed");
    const reports = await Promise.all(open.map((one) => one.getStats()));
    return reports
      .flatMap((report) => [...report.values()] as Record<string, unknown>[])
      .filter((row) => row.type === "inbound-rtp" && row.kind === "video")
      .map((row) => ({
        track: String(row.trackIdentifier),
        frames: Number(row.framesDecoded ?? 0),
        width: Number(row.frameWidth ?? 0),
        bytes: Number(row.bytesReceived ?? 0),
      }));
  });

type Look = { drawn: number; coming: number; kilobits: number; widths: string; share: number };

/** What one way of laying the tiles out costs, once it has come to rest. */
export async function look(page: Page, roots: number[]): Promise<Look> {
  await pause(SETTLE_MS);
  const [before, used, began] = [await picturesIn(page), familyMs(roots), performance.now()];
  await pause(LOOK_MS);
  const ms = performance.now() - began;
  const share = ((familyMs(roots) - used) / ms) * 100;
  const after = await picturesIn(page);
  const was = new Map(before.map((one) => [one.track, one]));
  const coming = after.filter((one) => one.bytes > (was.get(one.track)?.bytes ?? 0));
  const bytes = coming.reduce((sum, one) => sum + one.bytes - (was.get(one.track)?.bytes ?? 0), 0);
  return {
    drawn: await page.locator('[role="group"] video:visible').count(),
    coming: coming.length,
    kilobits: (bytes * 8) / ms,
    widths: [...new Set(coming.map((one) => one.width))].toSorted((a, b) => a - b).join(", "),
    share,
  };
}

async function layOut(page: Page, ...names: string[]): Promise<void> {
  // The bars fade while nothing moves.
  await page.mouse.move(400 + Math.random() * 50, 300);
  await page.getByRole("button", { name: "Layout", exact: true }).click();
  const menu = page.getByRole("group", { name: "Layout", exact: true });
  for (const name of names) await menu.getByRole("radio", { name: new RegExp(`^${name}`) }).click();
  await page.keyboard.press("Escape");
}

/** When the mark of who talks appears on somebody's tile, in ms since the epoch; NaN where it does not come. */
const markedAt = (page: Page, name: string): Promise<number> =>
  page.evaluate(
    ([who, selector, within]) =>
      new Promise<number>((resolve) => {
        const tile = document.querySelector(`[role="group"][aria-label="${who}"]`);
        const over = setTimeout(() => resolve(Number.NaN), Number(within));
        const see = () => {
          if (!tile?.querySelector(String(selector))) return;
          clearTimeout(over);
          watch.disconnect();
          resolve(performance.timeOrigin + performance.now());
        };
        const watch = new MutationObserver(see);
        if (tile) watch.observe(tile, { attributes: true, childList: true, subtree: true });
        see();
      }),
    [name, MARKED, MARK_MS],
  );

type Talk = (at: number, isLoud: boolean) => Promise<number>;

/** From the first sound of somebody to the mark on their tile. */
async function marks(page: Page, names: string[], talk: Talk): Promise<number[]> {
  const delays: number[] = [];
  for (let run = 0; run < TALKS; run++) {
    const at = run % names.length;
    const marked = markedAt(page, names[at] ?? "");
    const began = await talk(at, true);
    delays.push((await marked) - began);
    await talk(at, false);
    await pause(SILENCE_MS);
  }
  return delays;
}

export async function openViewer(url: string, ana: Profile) {
  const others = childrenNamed(/chrom/i);
  const browser = await launchBrowser();
  const roots = childrenNamed(/chrom/i).filter((pid) => !others.includes(pid));
  const context = await openContext(browser, {
    storageState: await ana.context.storageState(),
    viewport: { width: 1280, height: 720 },
  });
  await context.grantPermissions(["camera", "microphone"]);
  await watchWire(context);
  const page = await context.newPage();
  await page.goto(url);
  return { browser, page, roots };
}

/** Lets everybody of the crowd into a call with Ana; it is an open one, since the synthetic people have no keys. */
async function gather(url: string, page: Page, ana: Profile, crowd: CrowdDevice[]): Promise<Admission[]> {
  const [first, ...rest] = crowd;
  if (!first) throw new Error("there is nobody");
  await Promise.all(
    crowd.map(async (device) => {
      await ana.api.requestContact(device.userId);
      await ask(url, device, "contacts.accept", { personId: ana.id });
    }),
  );
  const idempotencyKey = crypto.randomUUID();
  const call = { people: [ana.id], media: "video", isEncrypted: false, idempotencyKey };
  const started = await ask<Admission>(url, first, "calls.start", call);
  await page.getByRole("button", { name: "Answer with video", exact: true }).click();
  await page.getByRole("button", { name: "End call", exact: true }).waitFor();
  await ana.api.addPeople(
    started.callId,
    rest.map(({ userId }) => userId),
  );
  const answered = rest.map((device) =>
    ask<Admission>(url, device, "calls.answer", { callId: started.callId }),
  );
  return [started, ...(await Promise.all(answered))];
}

/** Twenty-five people in one call: what comes in for each layout, what it costs, and how soon it is seen who talks. */
export async function benchGallery({ url, env }: Stack): Promise<Figure[]> {
  Object.assign(process.env, env);
  const crowd = await seedCrowd(env.DATABASE_URL ?? "", PEOPLE, 1);
  const ana = await signUp(url, "Ana");
  const generator = await launchBrowser();
  const viewer = await openViewer(url, ana);
  const { page, roots } = viewer;
  try {
    const admissions = await gather(url, page, ana, crowd);
    const { talk } = await openCrowd(generator, url, admissions);
    const figures: Figure[] = [];
    const row = async (what: string, ...choices: string[]) => {
      await layOut(page, ...choices);
      const looked = await look(page, roots);
      figures.push({
        what: `${PEOPLE} people, ${what}: pictures drawn, coming in, at widths`,
        figure: `${looked.drawn}, ${looked.coming}, ${looked.widths} px; ${Math.round(looked.kilobits)} kbit/s`,
        bar: "what is drawn",
        reference: `browser ${Math.round(looked.share)} % of a core`,
      });
    };
    await row("pages of 9", "Gallery", "9");
    await row("pages of 25", "25");
    await row("pages of 49", "49");
    await row("speaker", "Speaker");
    await layOut(page, "Gallery", "25");
    await pause(SETTLE_MS);
    // As seedCrowd names them.
    const names = admissions.map((_, at) => `Crowd ${at + 1}`);
    figures.push(
      timed(
        `${PEOPLE} people: first sound → mark on the tile`,
        await marks(page, names, talk),
        "≤ 500 ms",
        "",
      ),
    );
    return figures;
  } finally {
    await viewer.browser.close();
    await generator.close();
  }
}
