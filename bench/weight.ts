import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import type { Browser, BrowserContext } from "@playwright/test";
import type { Stack } from "../e2e/stack";
import { freePort } from "../scripts/start/services.mjs";
import { launch, untilReady } from "../scripts/start/processes.mjs";
import { run } from "../scripts/start/run.mjs";
import { launchBrowser } from "./browser";
import type { Figure } from "./figures";
import { type Profile, twoPeople } from "./people";

const ROOT = path.resolve(import.meta.dirname, "..");
// Inside the house, so that it finds the same packages.
const EMPTY = path.join(ROOT, ".cache", "bench-empty");
const NEXT = path.join(ROOT, "node_modules", "next", "dist", "bin", "next");
const QUIET_MS = 1500;
/** Workers run beside the page and are apart from the bars. */
const WORKERS = /\/(e2ee-worker|sw)\.js/;

/** Kilobytes of JavaScript, gzipped, that a page loads, workers apart: until it is loaded, and until nothing more comes. */
async function weigh(context: BrowserContext, url: string): Promise<{ loaded: number; settled: number }> {
  const page = await context.newPage();
  const sizes = new Map<string, Promise<number>>();
  let lastAt = performance.now();
  page.on("response", (response) => {
    const isScript = response.request().resourceType() === "script" || /\.js(\?|$)/.test(response.url());
    if (!isScript || !response.ok() || WORKERS.test(response.url())) return;
    lastAt = performance.now();
    sizes.set(
      response.url(),
      response
        .body()
        .then((body) => gzipSync(body, { level: 9 }).length)
        .catch(() => 0),
    );
  });
  const sum = async () => (await Promise.all(sizes.values())).reduce((all, size) => all + size, 0) / 1024;
  await page.goto(url, { waitUntil: "load" });
  const loaded = await sum();
  while (performance.now() - lastAt < QUIET_MS) await new Promise((resume) => setTimeout(resume, 100));
  const settled = await sum();
  await page.close();
  return { loaded, settled };
}

/** An empty Next page, and one that imports LiveKit's Room, built with the same packages in this run. */
async function weighEmpty(browser: Browser) {
  rmSync(EMPTY, { recursive: true, force: true });
  const files: Record<string, string> = {
    "package.json": `{ "name": "empty", "private": true, "type": "module" }`,
    "next.config.mjs": `export default { turbopack: { root: ${JSON.stringify(ROOT)} }, typescript: { ignoreBuildErrors: true } };`,
    "app/layout.jsx": `export default function Layout({ children }) { return <html><body>{children}</body></html>; }`,
    "app/page.jsx": `export default function Page() { return <p>empty</p>; }`,
    "app/room/page.jsx": `"use client";\nimport { Room } from "livekit-client";\nexport default function Page() { return <button onClick={() => new Room()}>room</button>; }`,
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(EMPTY, name)), { recursive: true });
    writeFileSync(path.join(EMPTY, name), text);
  }
  const env = { ...process.env, NODE_ENV: "production" as const, NEXT_TELEMETRY_DISABLED: "1" };
  const { code, output } = await run(process.execPath, [NEXT, "build"], { cwd: EMPTY, env });
  if (code !== 0) throw new Error(`the empty page did not build:\n${output}`);
  const port = await freePort();
  const server = await launch({
    name: "empty",
    command: process.execPath,
    args: [NEXT, "start", "-p", String(port), EMPTY],
    cwd: EMPTY,
    dataDir: EMPTY,
    marker: EMPTY,
    env,
  });
  const url = `http://localhost:${port}`;
  await untilReady(server, () =>
    fetch(url).then(
      ({ ok }) => ok,
      () => false,
    ),
  );
  const context = await browser.newContext();
  const empty = await weigh(context, url);
  const room = await weigh(context, `${url}/room`);
  await context.close();
  await server.stop();
  rmSync(EMPTY, { recursive: true, force: true });
  return { empty, room };
}

const kilobytes = (size: number) => `${Math.round(size)} KB`;

/** What each page weighs in JavaScript, above the least that a page of its kind can weigh. */
export async function benchWeight({ url }: Stack): Promise<Figure[]> {
  const browser = await launchBrowser();
  try {
    const { empty, room } = await weighEmpty(browser);
    const [ana, bo] = await twoPeople(url);
    const signedIn = async (who: Profile) =>
      await browser.newContext({ storageState: await who.context.storageState() });
    const figure = async (
      what: string,
      context: BrowserContext,
      at: string,
      floor: typeof empty,
      barKb: number,
    ) => {
      const { loaded, settled } = await weigh(context, `${url}${at}`);
      await context.close();
      // All that the page fetches by itself counts, also what it asks for after it is shown.
      const above = kilobytes(settled - floor.settled);
      const later = `${kilobytes(settled)} in all, ${kilobytes(loaded)} before it is shown`;
      return {
        what,
        figure: `${above} above (${later})`,
        bar: `≤ ${barKb} KB above`,
        reference: `${floor === room ? "page that imports Room" : "empty page"}: ${kilobytes(floor.settled)}`,
      };
    };
    const figures = [
      await figure("JS of /sign-in, gzip", await browser.newContext(), "/sign-in", empty, 70),
      await figure("JS of /, gzip", await signedIn(ana), "/", empty, 70),
    ];
    const { slug } = await ana.api.createMeeting();
    figures.push(
      await figure("JS of a meeting's door, gzip", await browser.newContext(), `/${slug}`, room, 70),
    );
    const { callId } = await ana.api.start([bo.id]);
    figures.push(await figure("JS of /call, gzip", await signedIn(ana), `/call/${callId}`, room, 80));
    return figures;
  } finally {
    await browser.close();
  }
}
