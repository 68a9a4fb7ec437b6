import type { OpenMessage } from "../push/open-message";
import { worker } from "./scope";

/** How long an open page may take to say that it goes there, in ms; one that is frozen, or of an older build, says nothing. */
const REPLY_MS = 700;

/** Brings a page to the front and leads it to a path, without loading it anew: it may be in a call. Else opens one. */
export async function openPath(path: string): Promise<void> {
  const pages = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const page =
    pages.find((one) => one.focused) ?? pages.find((one) => one.visibilityState === "visible") ?? pages[0];
  if (page && (await goes(page, path))) {
    await page.focus().catch(() => {});
    return;
  }
  await worker.clients.openWindow(path);
}

function goes(page: WindowClient, path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener("message", () => resolve(true));
    port1.start();
    setTimeout(() => resolve(false), REPLY_MS);
    const message: OpenMessage = { kind: "open", path };
    page.postMessage(message, [port2]);
  });
}
