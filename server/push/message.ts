import words from "../../messages/en/push.json";
import { config } from "../config";
import type { MediaKind } from "../calls/contract";
import type { PushData, PushMessage } from "./contract";

const LANGUAGE = "en";

export const address = (path: string) => `${config().PEAL_URL}${path}`;

type Notification = PushMessage["notification"];
type Shown = { title: string; body: string; path: string; tag: string; at: number; data: PushData };

/** A notification that lies there: it makes no sound and is not held on the screen. */
export const still = ({ path, at, ...shown }: Shown): Notification => ({
  ...shown,
  navigate: address(path),
  lang: LANGUAGE,
  renotify: false,
  requireInteraction: false,
  silent: true,
  timestamp: at,
  actions: [],
});
export const messageOf = (notification: Notification): PushMessage => ({ web_push: 8030, notification });

/** The call that a notification is about, and since when, in epoch ms. */
export type PushedCall = {
  callId: string;
  fromName: string;
  media: MediaKind;
  topic: string | null;
  startedAt: number;
};

/** A call that rings. Do not disturb and a silenced contact make it a quiet one. */
export function ringMessage(call: PushedCall & { nonce: string; isQuiet: boolean }): PushMessage {
  const { callId, fromName, media, topic, startedAt, nonce, isQuiet } = call;
  const path = `/call/${callId}`;
  const notification = still({
    title: fromName,
    body: topic ? `${words[media]}: ${topic}` : words[media],
    path,
    tag: callId,
    at: startedAt,
    data: { kind: "ring", callId, nonce },
  });
  const actions = [
    { action: "answer", title: words.answer, navigate: address(`${path}#answer`) },
    // A browser that shows this by itself cannot decline: it opens the call, where that is one tap.
    { action: "decline", title: words.decline, navigate: address(path) },
  ];
  return messageOf({
    ...notification,
    actions,
    renotify: !isQuiet,
    requireInteraction: !isQuiet,
    silent: isQuiet,
  });
}

/** Takes the place of a ring that ended by the person's own doing on another device. */
export function stoppedMessage(
  call: PushedCall & { reason: "answered_elsewhere" | "declined"; deviceName: string | null },
): PushMessage {
  const { callId, fromName, startedAt, reason, deviceName } = call;
  // The name of a device may hold anything, so it is not a pattern of `replace` either.
  const answered = deviceName ? words.answeredOn.replace("{device}", () => deviceName) : words.answered;
  return messageOf(
    still({
      title: fromName,
      body: reason === "declined" ? words.declined : answered,
      path: "/history",
      tag: callId,
      at: startedAt,
      data: { kind: "stopped", callId },
    }),
  );
}

/** Takes the place of a ring that nobody answered, and stays. */
export function missedMessage({ callId, fromName, startedAt }: PushedCall): PushMessage {
  return messageOf(
    still({
      title: fromName,
      body: words.missed,
      path: "/history",
      tag: callId,
      at: startedAt,
      data: { kind: "missed", callId },
    }),
  );
}

/** What somebody sees who tries out whether notifications come. */
export function testMessage(at: number): PushMessage {
  const shown = { title: words.testTitle, body: words.testBody, path: "/settings", tag: "test", at };
  return messageOf({ ...still({ ...shown, data: { kind: "test" } }), renotify: true, silent: false });
}
