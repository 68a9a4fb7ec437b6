import { isDeepStrictEqual } from "node:util";
import { visibleContacts } from "../contacts";
import type { Database } from "../db";
import { log } from "../telemetry";
import type { PersonPresence, Presence } from "./contract";
import { deviceMarks, hidden, readPeople } from "./people";
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
    const news = new News(known);
    for (const part of parts(viewers)) {
      for (const [viewerId, visible] of await visibleContacts(db, part)) {
        if (registry.countOfUser(viewerId) === 0) continue;
        const { came, went } = watchers.set(viewerId, visible);
        if (came.length > 0) news.add(viewerId, came);
        news.hide(viewerId, went);
        // Nobody follows them any more: what is known of them grows old.
        for (const id of went) if (!watchers.isWatched(id)) known.delete(id);
      }
    }
    const unknown = viewers.flatMap((viewerId) =>
      (watchers.visibleTo(viewerId)?.seen ?? []).filter((id) => !known.has(id)),
    );
    const { changed, changedSelf } = await readChanged([...new Set([...viewers, ...unknown, ...people])]);
    for (const id of changedSelf) news.add(id, []);
    for (const id of changed) {
      for (const viewerId of watchers.watchersOf(id)) if (viewerId !== id) news.add(viewerId, [id]);
    }
    for (const viewerId of new Set([...viewers, ...news.viewers()])) {
      const changes = news.of(viewerId);
      for (const stream of registry.ofUser(viewerId)) {
        if (!stream.hasPresence) sendWhole(stream);
        else if (changes) sendEvent(stream, "presence", partOf(viewerId, changes, false));
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

  function partOf(viewerId: string, people: PersonPresence[], isWhole: boolean): Presence {
    const { quiet = null, devices = "" } = own.get(viewerId) ?? {};
    return { isWhole, people, quiet, devices };
  }

  function sendWhole(stream: Stream): void {
    const { userId } = stream.device;
    const visible = watchers.visibleTo(userId);
    // Known once the look that reads this person is over.
    if (!visible || !own.has(userId)) return;
    stream.hasPresence = true;
    const people = [...visible.seen.flatMap((id) => known.get(id) ?? []), ...visible.unseen.map(hidden)];
    sendEvent(stream, "presence", partOf(userId, people, true));
  }

  /** Somebody may be otherwise than before. */
  const mark = (userId: string) => {
    if (!watchers.isWatched(userId)) return;
    marked.add(userId);
    schedule();
  };
  /** Somebody may see others than before. */
  const markContacts = (userId: string) => {
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
    markContacts,
    /** Notices may have been lost: everything is read again. */
    markEverything: () => {
      for (const userId of registry.users()) markContacts(userId);
      markAll();
    },
    /** A stream that opened gets the whole part: at once where it is known, else with the next look. */
    joined: (stream: Stream) => {
      sendWhole(stream);
      if (!stream.hasPresence) markContacts(stream.device.userId);
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

/** What a look has to tell each viewer: the people who are otherwise for them than before. */
class News {
  readonly #changes = new Map<string, Map<string, "known" | "hidden">>();
  constructor(readonly known: ReadonlyMap<string, PersonPresence>) {}

  add(viewerId: string, ids: readonly string[]): void {
    this.#note(viewerId, ids, "known");
  }
  hide(viewerId: string, ids: readonly string[]): void {
    if (ids.length > 0) this.#note(viewerId, ids, "hidden");
  }
  viewers(): Iterable<string> {
    return this.#changes.keys();
  }
  of(viewerId: string): PersonPresence[] | null {
    const changes = this.#changes.get(viewerId);
    if (!changes) return null;
    return [...changes].flatMap(([id, how]) => (how === "hidden" ? hidden(id) : (this.known.get(id) ?? [])));
  }

  #note(viewerId: string, ids: readonly string[], how: "known" | "hidden"): void {
    const changes = this.#changes.get(viewerId) ?? new Map<string, "known" | "hidden">();
    for (const id of ids) changes.set(id, how);
    this.#changes.set(viewerId, changes);
  }
}
