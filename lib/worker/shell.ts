declare const PEAL_BUILD: string;

const PREFIX = "peal-shell-";
/** One cache for each build: pages and their code belong together. */
export const SHELL = `${PREFIX}${PEAL_BUILD}`;
export const OFFLINE = "/offline";

/** Keeps the page for when there is no network, and the code that it names. */
export async function keepShell(): Promise<void> {
  const cache = await caches.open(SHELL);
  const page = await fetch(OFFLINE, { cache: "reload", credentials: "omit" });
  if (!page.ok) throw new Error(`${OFFLINE} answered ${page.status}`);
  const html = await page.clone().text();
  const assets = [...html.matchAll(/\/_next\/static\/[^"'\\\s]+/g)].map(([address]) => address);
  await cache.put(OFFLINE, page);
  await cache.addAll([...new Set(assets)]);
}

/** Drops what older builds kept. */
export async function cleanShell(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== SHELL);
  await Promise.all(old.map((name) => caches.delete(name)));
}
