import { createServer, request as ask, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Device, expect, test } from "../people";

const controlled = () =>
  navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null);

test("P1 a browser finds everything that it needs to install Peal", async ({ people }) => {
  const { ana } = await people("Ana");
  await expect.poll(() => ana.page.evaluate(() => navigator.serviceWorker.ready.then(() => true))).toBe(true);
  const session = await ana.context.newCDPSession(ana.page);
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  // A private window, as tests use, is the one thing that Chromium may hold against it.
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== "in-incognito")).toEqual(
    [],
  );
  const { data, errors } = await session.send("Page.getAppManifest");
  expect(errors).toEqual([]);
  const manifest = JSON.parse(data ?? "{}") as {
    icons: { src: string; sizes: string; purpose: string }[];
    shortcuts: { url: string }[];
    share_target: { action: string; method: string };
  };
  expect(manifest.share_target).toMatchObject({ action: "/share", method: "POST" });
  expect(new Set(manifest.icons.map(({ purpose }) => purpose))).toEqual(new Set(["any", "maskable"]));
  for (const { src, sizes } of manifest.icons) {
    const icon = await ana.context.request.get(`${ana.url}${src}`);
    // PNG keeps width and height at bytes 16 to 24 (W3C PNG, IHDR).
    const bytes = await icon.body();
    expect(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`).toBe(sizes);
  }
  for (const { url } of manifest.shortcuts) {
    expect((await ana.context.request.get(`${ana.url}${url}`, { maxRedirects: 0 })).status()).toBe(200);
  }
});

test("P1 a web+peal: link leads to the person, after signing in too", async ({ people, profile }) => {
  const { ana, bo } = await people("Ana", "Bo");
  await ana.opens(`/open?link=${encodeURIComponent(`web+peal:${bo.identity.handle}`)}`);
  await expect(ana.page.getByRole("heading", { name: bo.name, exact: true })).toBeVisible();
  await ana.opens(`/open?link=${encodeURIComponent("web+peal:https://elsewhere.example/")}`);
  await expect(ana.page).toHaveURL(`${ana.url}/`);

  const page = await (await profile()).newPage();
  await page.goto(`${ana.url}/open?link=${encodeURIComponent(`web+peal:${bo.identity.handle}`)}`);
  await page.getByLabel("Email").fill(ana.identity.email);
  await page.getByLabel("Password", { exact: true }).fill(ana.identity.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(`${ana.url}/contacts/${bo.identity.handle}`);
});

/** Shares as the system does: the browser goes to the app's address for it with a form. */
async function share(on: Device, fields: Record<string, string>, cards = ""): Promise<void> {
  await on.page.evaluate(
    ([values, file]) => {
      const form = document.createElement("form");
      Object.assign(form, { method: "POST", action: "/share", enctype: "multipart/form-data" });
      for (const [name, value] of Object.entries(values)) {
        form.append(Object.assign(document.createElement("input"), { name, value }));
      }
      if (file) {
        const input = Object.assign(document.createElement("input"), { type: "file", name: "cards" });
        const items = new DataTransfer();
        items.items.add(new File([file], "friends.vcf", { type: "text/vcard" }));
        input.files = items.files;
        form.append(input);
      }
      document.body.append(form);
      form.submit();
    },
    [fields, cards] as const,
  );
}

test("P1 a link, an address or contact cards that another app shares with Peal lead to the people they are about", {
  tag: "@long",
}, async ({ strangers }) => {
  const { ana, bo } = await strangers("Ana", "Bo");
  await expect.poll(() => ana.page.evaluate(() => navigator.serviceWorker.ready.then(() => true))).toBe(true);
  await ana.page.reload();
  await expect.poll(() => ana.page.evaluate(controlled)).toBe(true);
  const link = `${ana.url}/contacts/${bo.identity.handle}`;
  await share(ana, { title: "", text: `Call me there: ${link}`, url: "" });
  await expect(ana.page).toHaveURL(link);

  await share(ana, { title: "Bo", text: `Bo <${bo.identity.email}>`, url: "" });
  await expect(ana.page.getByLabel("Find people")).toHaveValue(bo.identity.email);
  await expect(ana.page.getByRole("listitem", { name: bo.name, exact: true })).toBeVisible();

  const card = `BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Bo at work\r\nEMAIL:${bo.identity.email}\r\nEND:VCARD\r\n`;
  await share(ana, { title: "", text: "", url: "" }, card);
  const dialog = ana.page.getByRole("dialog");
  await expect(dialog.getByText(bo.name, { exact: true })).toBeVisible();
  await ana.page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(ana.page).toHaveURL(`${ana.url}/contacts`);
  expect(await ana.page.evaluate(() => caches.match("/share/cards").then((kept) => kept === undefined))).toBe(
    true,
  );
});

test("P1 what is shared before the worker is there, or by somebody who is not signed in, is not lost in an error", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  const to = async (multipart: Record<string, string | { name: string; mimeType: string; buffer: Buffer }>) =>
    (await ana.context.request.post(`${ana.url}/share`, { multipart, maxRedirects: 0 })).headers().location;
  const page = `/contacts/${bo.identity.handle}`;
  expect(await to({ url: `${ana.url}${page}` })).toBe(page);
  expect(await to({ url: "https://elsewhere.example/", text: "" })).toBe("/contacts");
  const file = { name: "a.vcf", mimeType: "text/vcard", buffer: Buffer.from("BEGIN:VCARD") };
  expect(await to({ cards: file })).toBe("/contacts?import");
  await ana.context.clearCookies();
  expect(await to({ text: "Bo" })).toBe("/contacts?find=Bo");
});

test("P1 without a network contacts and calls can be read, until somebody signs out", async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  await bo.calls(ana, "audio");
  await ana.declines();
  await ana.opens("/");
  await expect.poll(() => ana.page.evaluate(() => caches.has("peal-offline-copy"))).toBe(true);
  await ana.page.reload();
  await expect.poll(() => ana.page.evaluate(controlled)).toBe(true);
  await expect
    .poll(() =>
      ana.page.evaluate(
        async () => (await (await caches.match("/offline/people-and-calls"))?.json())?.calls.length,
      ),
    )
    .toBe(1);

  await ana.context.setOffline(true);
  await ana.page.goto(`${ana.url}/contacts`);
  await expect(ana.page.getByRole("heading", { name: "You are offline" })).toBeVisible();
  await expect(ana.page.getByText(`@${bo.identity.handle}`)).toBeVisible();
  await expect(ana.page.getByRole("region", { name: "Last calls" }).getByText(bo.name)).toBeVisible();

  await ana.context.setOffline(false);
  await expect(ana.page.getByRole("heading", { name: "You are offline" })).toBeHidden();
  await ana.opens("/settings");
  await ana.button("Sign out").click();
  await expect(ana.page).toHaveURL(/sign-in/);
  expect(await ana.page.evaluate(() => caches.has("peal-offline-copy"))).toBe(false);
});

test("P1 a new version is offered, and taken at once when somebody says so", async ({ people }) => {
  const { ana } = await people("Ana");
  const front = await openFront(ana.url);
  try {
    await ana.page.goto(front.url);
    await expect
      .poll(() => ana.page.evaluate(() => navigator.serviceWorker.ready.then(() => true)))
      .toBe(true);
    await ana.page.reload();
    await expect.poll(() => ana.page.evaluate(controlled)).toBe(true);
    await expect(ana.button("Update")).toBeHidden();

    front.release("// the next build");
    await ana.page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
    await ana.isTold("A new version of Peal is ready");
    // What the old version still fetches for somebody does not hold the new one up.
    await ana.page.evaluate((address) => void fetch(address).catch(() => {}), HELD);
    await expect.poll(() => front.isHolding()).toBe(true);
    const old = await ana.page.evaluate(() => performance.timeOrigin);
    await ana.button("Update").click();
    await expect
      .poll(() => ana.page.evaluate(() => performance.timeOrigin).catch(() => old))
      .toBeGreaterThan(old);
    await expect(ana.button("Update")).toBeHidden();
  } finally {
    front.close();
  }
});

/** What the front never answers. */
const HELD = "/_next/static/held.js";
type Front = { url: string; release(line: string): void; isHolding(): boolean; close(): void };

/** Passes everything on to the app, and can add a line to its worker, as the next build would. */
async function openFront(to: string): Promise<Front> {
  let line = "";
  let isHolding = false;
  const server: Server = createServer((incoming, outgoing) => {
    const { method, headers, url = "/" } = incoming;
    if (url === HELD) {
      isHolding = true;
      return;
    }
    const passed = ask(
      `${to}${url}`,
      { method, headers: { ...headers, "accept-encoding": "identity", "cache-control": "no-cache" } },
      (answer) => {
        const { "content-length": _, etag: __, "last-modified": ___, ...rest } = answer.headers;
        const isWorker = url === "/sw.js";
        outgoing.writeHead(answer.statusCode ?? 502, isWorker ? rest : answer.headers);
        answer.pipe(outgoing, { end: !isWorker });
        if (isWorker) answer.on("end", () => outgoing.end(`\n${line}`));
      },
    );
    passed.on("error", () => outgoing.destroy());
    outgoing.on("close", () => passed.destroy());
    incoming.pipe(passed);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const release = (next: string) => void (line = next);
  return {
    url,
    release,
    isHolding: () => isHolding,
    close: () => (server.closeAllConnections(), void server.close()),
  };
}
