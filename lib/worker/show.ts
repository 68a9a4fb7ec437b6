import { type PushMessage, pushMessage } from "../../server/push/contract";
import { worker } from "./scope";

type Notice = PushMessage["notification"];
// Not in TypeScript's own list, though browsers that show notifications with actions know them.
type Options = NotificationOptions & {
  actions: { action: string; title: string }[];
  renotify: boolean;
  timestamp: number;
};

const ICON = "/icons/any-192.png";
/** What counts on the app's icon: missed calls, and a call of mine that runs on another device, until it is over. */
const counted: ReadonlySet<string> = new Set(["missed", "running"]);
const changesCount: ReadonlySet<string> = new Set([...counted, "over"]);

/**
 * Shows what was pushed, always: a browser takes the subscription away from who stays silent. A notification of the same call
 * takes the place of the one before.
 */
export async function showPush(data: PushMessageData | null): Promise<void> {
  const message = read(data);
  // Of a newer version of Peal than this worker: that somebody wants something is all there is to say.
  if (!message) return await worker.registration.showNotification("Peal", { tag: "peal", icon: ICON });
  await show(message.notification);
  if (changesCount.has(message.notification.data.kind)) await markIcon();
  if (message.notification.data.kind === "test") await tellArrival();
}

/** A page that has asked for a push to be tried out hears that it came. */
async function tellArrival(): Promise<void> {
  const pages = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  for (const page of pages) page.postMessage({ kind: "push-arrived" }, []);
}

function read(data: PushMessageData | null): PushMessage | null {
  try {
    const parsed = pushMessage.safeParse(data?.json());
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

async function show(notice: Notice): Promise<void> {
  const { title, navigate: _, actions, ...rest } = notice;
  const options: Options = {
    ...rest,
    icon: ICON,
    actions: actions.map(({ action, title: words }) => ({ action, title: words })),
    ...(notice.renotify && { vibrate: [600, 300, 600, 1_500, 600, 300, 600] }),
  };
  await worker.registration.showNotification(title, options);
}

/** What lies there and counts, on the app's icon; once a page is open it counts for itself. */
async function markIcon(): Promise<void> {
  const shown = await worker.registration.getNotifications();
  const count = shown.filter((one) => counted.has((one.data as { kind?: string } | null)?.kind ?? "")).length;
  // Where the app is not installed there is no icon.
  await navigator.setAppBadge?.(count).catch(() => {});
}
