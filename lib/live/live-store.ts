import { embeddedCode } from "@/lib/embed/place";
import { dropOfflineCopy } from "@/lib/pwa/offline-copy";
import { type Store, writable } from "@/lib/store";
import type { LiveState } from "@/server/live/contract";
import { type Feed, openFeed } from "./feed";
import { acceptDoor, forgetGuest, guestDoor, guestId, learnGuest } from "./guest-door";
import { tellKeys } from "./keys-channel";
import { BEAT_MS, looksLate, type Rank, ranks, seekLead, shouldTakeOver } from "./leader";
import { type Channel, type Message, openChannel } from "./messages";
import { acceptPresence, wholePresence } from "./presence-store";

/** Silence after which a leader is asked; timers of a busy or covered tab come late, its messages do not. */
const PROBE_MS = 500;

const state = writable<LiveState | null>(null);
const leads = writable(false);
/** When the present state arrived, by this page's own clock: what is left of a ring counts from here. */
let arrivedAt = 0;
let isInCall = false;
let hasStarted = false;

/** The newest state of this device, null until the first arrives. */
export const liveState: Store<LiveState | null> = state;
/** Whether this tab holds the device's one connection; it is the one that rings. */
export const isLeader: Store<boolean> = leads;

/** What is left of a span that the server gave with the present state, in ms; never by the device's clock. */
export const msLeft = (given: number): number => given - (performance.now() - arrivedAt);

/** The server's time now, in epoch ms, carried on by this page's own clock; 0 before the first state. */
export const serverNow = (): number =>
  state.value ? state.value.serverNow + (performance.now() - arrivedAt) : 0;

/** Tells that this tab is in a call, and so the best one to hold the connection. */
export function setInCall(value: boolean): void {
  isInCall = value;
}

const myRank = (): Rank => {
  if (isInCall) return ranks.inCall;
  return document.visibilityState === "visible" ? ranks.visible : ranks.hidden;
};

/** Whether this device rings or is in a call: nothing that can wait is to be in its way. */
const isBusy = () => isInCall || Boolean(state.value?.call || state.value?.incoming.length);

function accept(next: LiveState): void {
  const present = state.value;
  if (present && present.userId === next.userId && present.serverNow > next.serverNow) return;
  arrivedAt = performance.now();
  learnGuest(next);
  state.set(next);
}

/** The session is over. A guest has none: they are at the door again. */
function goToSignIn(): void {
  if (guestId()) return forgetGuest();
  // The page for signing in does not show inside another site's: here they are a guest from now on.
  if (embeddedCode()) return window.location.reload();
  void dropOfflineCopy().finally(() => window.location.assign("/sign-in"));
}

/** Starts following the server: one connection for all tabs of the device. Once a page; again is harmless. */
export function startLive(): void {
  if (hasStarted) return;
  hasStarted = true;
  let feed: Feed | null = null;
  let heard: { rank: number; at: number } | null = null;
  let listeningSince = performance.now();
  let lookedAt = listeningSince;
  const hasChannel = typeof BroadcastChannel !== "undefined";
  const channel: Channel | null = hasChannel ? openChannel(receive) : null;

  function receive(message: Message): void {
    if (message.kind === "beat") heard = { rank: message.rank, at: performance.now() };
    if (message.kind === "state") accept(message.state);
    if (message.kind === "presence") acceptPresence(message.part);
    if (message.kind === "keys") tellKeys(message.event);
    if (message.kind === "guest") acceptDoor(message.door);
    if (message.kind === "signed-out") goToSignIn();
    if (message.kind === "probe" && leads.value) channel?.send({ kind: "beat", rank: myRank() });
    if (message.kind === "hello" && leads.value && state.value) {
      channel?.send({ kind: "state", state: state.value });
      const part = wholePresence();
      if (part) channel?.send({ kind: "presence", part });
    }
    if (message.kind === "hello" && leads.value && guestDoor.value)
      channel?.send({ kind: "guest", door: guestDoor.value });
  }

  const leadership = seekLead(
    () => {
      leads.set(true);
      channel?.send({ kind: "beat", rank: myRank() });
      feed = openFeed(
        (next) => {
          accept(next);
          channel?.send({ kind: "state", state: next });
        },
        (part) => {
          acceptPresence(part);
          channel?.send({ kind: "presence", part });
        },
        (door) => {
          acceptDoor(door);
          channel?.send({ kind: "guest", door });
        },
        (event) => {
          tellKeys(event);
          channel?.send({ kind: "keys", event });
        },
        (places) =>
          void import("./measure-regions").then(({ measureRegions }) => measureRegions(places, isBusy)),
        () => {
          channel?.send({ kind: "signed-out" });
          goToSignIn();
        },
      );
    },
    () => {
      leads.set(false);
      feed?.close();
    },
  );

  const beat = () => {
    if (leadership.isLeading) return channel?.send({ kind: "beat", rank: myRank() });
    const now = performance.now();
    // A tab that slept or was busy has messages waiting that it has not read: its own silence does not count, it listens anew.
    if (looksLate(now - lookedAt)) {
      heard = null;
      listeningSince = now;
    }
    lookedAt = now;
    const last = heard && { rank: heard.rank, agoMs: now - heard.at };
    if (!last || last.agoMs >= PROBE_MS) channel?.send({ kind: "probe" });
    if (shouldTakeOver(myRank(), last, now - listeningSince)) leadership.takeOver();
  };
  channel?.send({ kind: "hello" });
  setInterval(beat, BEAT_MS);
  document.addEventListener("visibilitychange", beat);
}
