import { type Store, writable } from "@/lib/store";

type InstallPrompt = Event & {
  prompt(): Promise<void>;
  userChoice: Promise<{ outcome: "accepted" | "dismissed" }>;
};
/** How this browser installs an app: by its own question, by hand on an iPhone or iPad, or not (any more). */
export type InstallWay = "question" | "by-hand" | "none";

const DISMISSED = "peal:install-dismissed";
const DISMISSED_MS = 30 * 24 * 3_600_000;

const way = writable<InstallWay>("none");
/** How Peal could be installed here now. */
export const installWay: Store<InstallWay> = way;
let prompt: InstallPrompt | null = null;

const isInstalled = () =>
  window.matchMedia("(display-mode: standalone)").matches ||
  ("standalone" in navigator && navigator.standalone === true);
const isApple = () =>
  /iPhone|iPad/.test(navigator.userAgent) ||
  (/Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1);

function wasDismissed(): boolean {
  try {
    return Date.now() - Number(localStorage.getItem(DISMISSED) ?? 0) < DISMISSED_MS;
  } catch {
    return false;
  }
}

/** Listens for the browser's offer, which comes once, early, and must be kept for the right moment. */
export function watchInstall(): void {
  if (isInstalled() || wasDismissed()) return;
  if (isApple()) way.set("by-hand");
  window.addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    prompt = event as InstallPrompt;
    way.set("question");
  });
  window.addEventListener("appinstalled", () => way.set("none"));
}

/** Asks the browser's question, in a click. */
export async function install(): Promise<void> {
  const asked = prompt;
  if (!asked) return;
  prompt = null;
  way.set("none");
  await asked.prompt();
}

/** Not now: nothing is said of it for 30 days. */
export function dismissInstall(): void {
  way.set("none");
  try {
    localStorage.setItem(DISMISSED, String(Date.now()));
  } catch {
    // Without storage it is asked again next time.
  }
}
