import type { Database } from "../db";
import { lastSeqs, type Reader, readersOn, readUnread, type Stored } from "../e2ee";
import { log } from "../telemetry";
import type { Registry, Stream } from "./registry";

const RETRY_MS = 500;
const USERS_PER_READ = 500;
/** A stream that has this much unread gets no more keys until it has read: they are kept in the database. */
const BACKLOG_BYTES = 64 * 1024;

export type KeysFeed = ReturnType<typeof startKeysFeed>;
type Place = Reader & { stream: Stream };

/**
 * Writes the part `keys` of the streams: key messages of the call that a device is in, each once and in order, from where its
 * stream is. They have a notice of their own, so that they cause no look at anybody's state. One read at a time serves all
 * marked users. A stream that opened is told how far the list has come: what the page has missed it asks for (`e2ee.since`). Of an admission
 * that is new it is given everything, so that a page that has just come in need not ask.
 */
export function startKeysFeed(db: Database, registry: Registry) {
  const marked = new Set<string>();
  const state = { isReading: false, isClosed: false };

  const look = (userId: string) => {
    if (registry.countOfUser(userId) === 0) return;
    marked.add(userId);
    void pump();
  };

  async function pump(): Promise<void> {
    if (state.isReading) return;
    state.isReading = true;
    while (marked.size > 0 && !state.isClosed) {
      const userIds = [...marked].slice(0, USERS_PER_READ);
      for (const id of userIds) marked.delete(id);
      await serve(userIds).catch(async (error: unknown) => {
        log.error({ event: "keys_read_failed", reason: String(error) });
        for (const id of userIds) marked.add(id);
        await new Promise((resume) => setTimeout(resume, RETRY_MS));
      });
    }
    state.isReading = false;
  }

  async function serve(userIds: string[]): Promise<void> {
    const streams = userIds.flatMap((userId) => [...registry.ofUser(userId)]).filter(hasRead);
    const readers = await readersOn(db, [...new Set(streams.map((stream) => stream.device.deviceId))]);
    const places = streams.flatMap((stream) =>
      readers.filter((one) => one.deviceId === stream.device.deviceId).map((one) => ({ ...one, stream })),
    );
    await begin(places.filter(({ stream }) => !stream.keys));
    for (const stream of streams) stream.keys ??= new Map();
    await goOn(places);
  }

  /** A stream's first look. An admission that comes later is followed from its beginning. */
  async function begin(places: Place[]): Promise<void> {
    if (places.length === 0) return;
    const older = places.filter((place) => !place.isNew).map((place) => place.admissionId);
    const last = await lastSeqs(db, [...new Set(older)]);
    for (const place of places) {
      const after = last.get(place.admissionId) ?? 0;
      place.stream.keys ??= new Map();
      place.stream.keys.set(place.admissionId, after);
      send(place, after, []);
    }
  }

  async function goOn(places: Place[]): Promise<void> {
    const reached = (place: Place) => place.stream.keys?.get(place.admissionId) ?? 0;
    const cursors = new Map<string, number>();
    for (const place of places) {
      const other = cursors.get(place.admissionId) ?? Number.POSITIVE_INFINITY;
      cursors.set(place.admissionId, Math.min(other, reached(place)));
    }
    const unread = await readUnread(
      db,
      [...cursors].map(([admissionId, after]) => ({ admissionId, after })),
    );
    for (const place of places) {
      const { messages = [], hasMore = false } = unread.get(place.admissionId) ?? {};
      const after = reached(place);
      const fresh = messages.filter(({ seq }) => seq > after);
      const last = fresh.at(-1);
      if (last) {
        place.stream.keys?.set(place.admissionId, last.seq);
        send(place, after, fresh);
      }
      if (hasMore) marked.add(place.stream.device.userId);
    }
  }

  return {
    look,
    close: () => {
      state.isClosed = true;
    },
  };
}

function hasRead(stream: Stream): boolean {
  stream.isBehind = stream.response.writableLength >= BACKLOG_BYTES;
  return !stream.isBehind;
}

/** Event `keys` (e2ee/contract.ts). The messages are JSON already. */
function send({ stream, callId, admissionId }: Place, after: number, messages: Stored[]): void {
  if (stream.response.writableEnded || stream.response.destroyed) return;
  const deliveries = messages.map(({ seq, message }) => `{"seq":${seq},"message":${message}}`).join(",");
  const head = JSON.stringify({ callId, admissionId, after }).slice(0, -1);
  stream.response.write(`event: keys\ndata: ${head},"deliveries":[${deliveries}]}\n\n`);
}
