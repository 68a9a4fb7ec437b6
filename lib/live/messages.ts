import * as z from "zod/mini";
import { sharedName } from "@/lib/embed/place";
import { guestState, liveState, presence } from "@/server/live/contract";

/** What tabs of one device say to each other. */
const message = z.discriminatedUnion("kind", [
  /** The leader lives; `rank` says how good a leader it is. */
  z.object({ kind: z.literal("beat"), rank: z.number() }),
  z.object({ kind: z.literal("state"), state: liveState }),
  z.object({ kind: z.literal("presence"), part: presence }),
  /** Key messages of the call that this device is in; whoever follows them parses them. */
  z.object({ kind: z.literal("keys"), event: z.unknown() }),
  /** A new tab asks the leader for the present state and presence. */
  z.object({ kind: z.literal("hello") }),
  /** A follower has heard nothing for a while: a leader that lives answers with a beat at once. */
  z.object({ kind: z.literal("probe") }),
  /** How it stands with a guest at the door. */
  z.object({ kind: z.literal("guest"), door: guestState }),
  z.object({ kind: z.literal("signed-out") }),
]);
export type Message = z.output<typeof message>;

export type Channel = { send(message: Message): void; close(): void };

/** Joins the tabs' channel. What another version of Peal says and cannot be parsed is dropped. */
export function openChannel(onMessage: (message: Message) => void): Channel {
  const channel = new BroadcastChannel(sharedName("peal:live"));
  channel.addEventListener("message", (event: MessageEvent<unknown>) => {
    const parsed = message.safeParse(event.data);
    if (parsed.success) onMessage(parsed.data);
  });
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no target: it is of one origin.
  return { send: (value) => channel.postMessage(value), close: () => channel.close() };
}
