import { isDeepStrictEqual } from "node:util";
import { visibleContacts } from "../contacts";
import type { Database } from "../db";
import { log } from "../telemetry";
import type { PersonPresence, Presence } from "./contract";
import { deviceMarks, readPeople } from "./people";
import type { Registry, Stream } from "./registry";
import { sendEvent } from "./send";
import { Watchers } from "./watchers";

/** At most one look a second: what changes meanwhile goes into the next. */
const SPACING_MS = 1_000;
/** The first look after a quiet second waits this long, so that what belongs together goes together. */
const FIRST_MS = 50;
/** Everybody is looked at anew this often: hours of "do not disturb" begin and end without a notice, and notices may be lost. */
const ALL_MS = 30_000;
const PEOPLE_PER_READ = 1_000;

type Own = { quiet: Presence["quiet"]; devices: string };

export type PresenceFeed = ReturnType<typeof startPresenceFeed>;

/**
 * Writes the part `presence` of the streams: how contacts are. A notice says "look at this person"; it is dropped unless
 * somebody connected here sees them. Once a second everybody who was named is read in one go, compared with what was told
 * before, and only what changed is sent, only to those who see it: nobody's contacts are ever notified, and the database answers
 * a handful of queries a second for any number of devices.
 */
export function startPresenceFeed(db: Database, registry: Registry) {
  const watchers = new Watchers();
  const known = new Map<string, PersonPresence>();
  const own = new Map<string, Own>();
  /** Viewers whose contacts are to be read, and people to be looked at. */
  const fresh = new Set<string>();
  const marked = new Set<string>();
  const state = { isReading: false, isClosed: false, readyAt: 0 };
  let timer: NodeJS.Timeout | undefined;

  const schedule = () => {
    if (timer || state.isReading || state.isClosed) return;
    timer = setTimeout(turn, Math.max(FIRST_MS, state.readyAt - performance.now()));
  };
  async function turn(): Promise<void> {
    timer = undefined;
    state.isReading = true;
    const [viewers, people] = [[...fresh], [...marked]];
    fresh.clear();
    marked.clear();
    await look(viewers, people).catch((error: unknown) => {
      log.error({ event: "presence_read_failed", reason: String(error) });
      for (const id of viewers) fresh.add(id);
      for (const id of people) marked.add(id);
    });
    state.isReading = false;
    state.readyAt = performance.now() + SPACING_MS;
    if (fresh.size + marked.size > 0) schedule();
  }

  async function look(viewers: string[], people: string[]): Promise<void> {
    for (const part of parts(viewers)) {
      for (const [viewerId, contactIds] of await visibleContacts(db, part)) {
        if (registry.countOfUser(viewerId) > 0) watchers.set(viewerId, contactIds);
      }
    }
    const unknown = viewers.flatMap((viewerId) =>
      [viewerId, ...(watchers.seenBy(viewerId) ?? [])].filter((id) => !known.has(id)),
    );
    const { changed, changedSelf } = await readChanged([...new Set([...viewers, ...unknown, ...people])]);
    const whole = new Set(viewers);
    const news = new Map([...changedSelf].map((id) => [id, [] as string[]]));
    for (const id of changed) {
      for (const viewerId of watchers.watchersOf(id)) {
        if (viewerId !== id) news.set(viewerId, [...(news.get(viewerId) ?? []), id]);
      }
    }
    for (const viewerId of new Set([...whole, ...news.keys()])) {
      const part = partOf(viewerId, news.get(viewerId) ?? [], false);
      for (const stream of registry.ofUser(viewerId)) {
        if (whole.has(viewerId) || !stream.hasPresence) sendWhole(stream);
        else sendEvent(stream, "presence", part);
      }
    }
  }

  /** Reads people and notes how they are. Returns those who are otherwise than before: for others, and for themselves. */
  async function readChanged(userIds: string[]) {
    const changed = new Set<string>();
    const changedSelf = new Set<string>();
    for (const part of parts(userIds.filter((id) => watchers.isWatched(id)))) {
      const mine = part.filter((id) => registry.countOfUser(id) > 0);
      const [states, marks] = await Promise.all([readPeople(db, part), deviceMarks(db, mine)]);
      for (const [id, { seen }] of states) {
        if (!isDeepStrictEqual(known.get(id), seen)) changed.add(id);
        known.set(id, seen);
      }
      for (const id of mine) {
        const now = { quiet: states.get(id)?.quiet ?? null, devices: marks.get(id) ?? "" };
        if (!isDeepStrictEqual(own.get(id), now)) changedSelf.add(id);
        own.set(id, now);
      }
    }
    return { changed, changedSelf };
  }

  function partOf(viewerId: string, ids: readonly string[], isWhole: boolean): Presence {
    const { quiet = null, devices = "" } = own.get(viewerId) ?? {};
    return { isWhole, people: ids.flatMap((id) => known.get(id) ?? []), quiet, devices };
  }

  function sendWhole(stream: Stream): void {
    const { userId } = stream.device;
    const contacts = watchers.seenBy(userId);
    if (!contacts) return;
    stream.hasPresence = true;
    sendEvent(stream, "presence", partOf(userId, contacts, true));
  }

  /** Somebody may be otherwise than before. */
  const mark = (userId: string) => {
    if (!watchers.isWatched(userId)) return;
    marked.add(userId);
    schedule();
  };
  /** Somebody may be otherwise, or see others than before. */
  const markWithContacts = (userId: string) => {
    mark(userId);
    if (registry.countOfUser(userId) === 0) return;
    fresh.add(userId);
    schedule();
  };
  const markAll = () => {
    for (const userId of watchers.people()) mark(userId);
  };
  const again = setInterval(markAll, ALL_MS);

  return {
    mark,
    markWithContacts,
    /** Notices may have been lost: everything is read again. */
    markEverything: () => {
      for (const userId of registry.users()) markWithContacts(userId);
      markAll();
    },
    /** A stream that opened gets the whole part: at once where it is known, else with the next look. */
    joined: (stream: Stream) => {
      sendWhole(stream);
      if (!stream.hasPresence) markWithContacts(stream.device.userId);
    },
    left: (userId: string) => {
      if (registry.countOfUser(userId) > 0) return;
      own.delete(userId);
      for (const personId of watchers.delete(userId)) known.delete(personId);
    },
    close: () => {
      state.isClosed = true;
      clearTimeout(timer);
      clearInterval(again);
    },
  };
}

function* parts(ids: string[]): Iterable<string[]> {
  for (let start = 0; start < ids.length; start += PEOPLE_PER_READ) {
    yield ids.slice(start, start + PEOPLE_PER_READ);
  }
}
