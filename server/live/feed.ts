import { subscribe, type Topic } from "../bus";
import type { Database } from "../db";
import { log } from "../telemetry";
import type { KeysFeed } from "./keys-feed";
import type { PresenceFeed } from "./presence-feed";
import type { Registry, Stream } from "./registry";
import { sendEvent } from "./send";
import { readSnapshot, type Shown } from "./snapshot";

const RETRY_MS = 500;
const USERS_PER_READ = 500;

export type Feed = { look(userId: string): void; close(): Promise<void> };

/**
 * The only writer of streams. A notice marks users; one read at a time serves all marked users and all their devices, and
 * each stream gets the state if it shows another. Reads of a user never overlap, so states arrive in order.
 */
export async function startFeed(
  db: Database,
  url: string,
  registry: Registry,
  presence: PresenceFeed,
  keys: KeysFeed,
): Promise<Feed> {
  const marked = new Set<string>();
  const feed = { isReading: false, isClosed: false };

  const look = (userId: string) => {
    if (registry.countOfUser(userId) === 0) return;
    marked.add(userId);
    void pump();
  };

  async function pump(): Promise<void> {
    if (feed.isReading) return;
    feed.isReading = true;
    while (marked.size > 0 && !feed.isClosed) {
      const userIds = [...marked].slice(0, USERS_PER_READ);
      for (const id of userIds) marked.delete(id);
      await serve(userIds).catch(async (error: unknown) => {
        log.error({ event: "live_read_failed", reason: String(error) });
        for (const id of userIds) marked.add(id);
        await new Promise((resume) => setTimeout(resume, RETRY_MS));
      });
    }
    feed.isReading = false;
  }

  async function serve(userIds: string[]): Promise<void> {
    const guests = userIds.filter((id) => registry.isGuest(id));
    const users = userIds.filter((id) => !registry.isGuest(id));
    const snapshot = await readSnapshot(db, users, guests);
    for (const userId of userIds) {
      for (const stream of registry.ofUser(userId)) send(stream, snapshot(stream.device));
    }
  }

  const lookAtAll = () => {
    for (const userId of registry.everybody()) {
      look(userId);
      keys.look(userId);
    }
    presence.markEverything();
  };
  const hear = (userIds: string[], topic: Topic) => {
    if (topic === "keys") return userIds.forEach(keys.look);
    if (topic === "contacts") return userIds.forEach(presence.markContacts);
    if (topic === "state") userIds.forEach(look);
    // What changes somebody's calls may put them on a call, or take them off.
    userIds.forEach(presence.mark);
  };
  const subscription = await subscribe(url, { onUsers: hear, onGap: lookAtAll });
  return {
    look,
    close: async () => {
      feed.isClosed = true;
      await subscription.close();
    },
  };
}

function send(stream: Stream, shown: Shown | null): void {
  const { response } = stream;
  if (!shown) {
    response.end("event: signed-out\ndata: {}\n\n");
    return;
  }
  if (shown.version === stream.version) return;
  stream.version = shown.version;
  sendEvent(stream, shown.event, shown.data, shown.version);
}
