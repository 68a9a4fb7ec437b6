/** One thing that can be done about what a notice says. */
export type NoticeAct = { label: string; run: () => void };
/** A short notice of something that happened. */
export type Notice = { id: number; text: string; tone: "plain" | "alarm"; act?: NoticeAct | undefined };

const SHOWN_MS = 5_000;
const ACT_SHOWN_MS = 10_000;
let nextId = 1;
let notices: readonly Notice[] = [];
const watchers = new Set<() => void>();

function change(next: readonly Notice[]): void {
  notices = next;
  for (const watcher of watchers) watcher();
}

/** The notices on the screen now, and a way to hear of changes. */
export const shownNotices = {
  read: (): readonly Notice[] => notices,
  watch: (watcher: () => void): (() => void) => {
    watchers.add(watcher);
    return () => watchers.delete(watcher);
  },
};

/** Says something in passing, for 5 s, or 10 s where something can be done about it. Never the only place where a failure shows. */
export function toast(text: string, tone: Notice["tone"] = "plain", act?: NoticeAct): void {
  const notice = { id: nextId++, text, tone, act };
  change([...notices.slice(-2), notice]);
  setTimeout(() => dismissToast(notice.id), act ? ACT_SHOWN_MS : SHOWN_MS);
}

/** Takes a notice away. */
export function dismissToast(id: number): void {
  change(notices.filter((notice) => notice.id !== id));
}
