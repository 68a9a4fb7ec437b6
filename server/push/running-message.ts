import words from "../../messages/en/push.json";
import type { PushMessage } from "./contract";
import { address, messageOf, still } from "./message";

/** A call of the person, as a device that is not in it is told of it. */
export type RunningCall = {
  callId: string;
  /** With whom, and how many more. */
  withName: string;
  more: number;
  /** The device on which it runs. */
  onName: string;
  startedAt: number;
};

/** Names may hold anything, so they are no patterns of `replace` either. */
const fill = (pattern: string, values: Record<string, string>) =>
  pattern.replace(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole);

const titleOf = ({ withName, more }: RunningCall) =>
  fill(more > 0 ? words.onCallWithMore : words.onCallWith, { name: withName, count: String(more) });

const movePath = (callId: string) => `/call/${callId}/move`;

/** A call that runs on another device. It lies there without a sound. */
export function runningMessage(call: RunningCall): PushMessage {
  const { callId, onName, startedAt } = call;
  const path = movePath(callId);
  return messageOf({
    ...still({
      title: titleOf(call),
      body: fill(words.runsOn, { device: onName }),
      path,
      tag: callId,
      at: startedAt,
      data: { kind: "running", callId },
    }),
    actions: [{ action: "continue", title: words.continueHere, navigate: address(path) }],
  });
}

/** The person asks this device to take the call. */
export function askedMessage(call: RunningCall): PushMessage {
  const { callId, onName, startedAt } = call;
  const path = movePath(callId);
  return messageOf({
    ...still({
      title: words.moveHere,
      body: `${titleOf(call)} · ${fill(words.on, { device: onName })}`,
      path,
      tag: callId,
      at: startedAt,
      data: { kind: "asked", callId },
    }),
    actions: [{ action: "continue", title: words.continueHere, navigate: address(path) }],
    renotify: true,
    requireInteraction: true,
    silent: false,
  });
}

/** Takes the place of either, when the call is over or the person has left it. */
export function overMessage({ callId, withName, startedAt }: RunningCall): PushMessage {
  return messageOf(
    still({
      title: withName,
      body: words.callOver,
      path: "/history",
      tag: callId,
      at: startedAt,
      data: { kind: "over", callId },
    }),
  );
}
