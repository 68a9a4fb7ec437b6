import type { Room } from "livekit-client";
import type { Attendant } from "@/lib/call/attended";
import { dataLineOf } from "@/lib/call/data/data-line";
import type { Reaction } from "@/server/chat/contract";
import { float } from "./floats";
import { floatTopic } from "./topics";
import { callNow, ownerOf } from "./who";

/** Shows the emojis that others on a call send. */
export const attendFloats: Attendant = ({ room, callId }) =>
  dataLineOf(room.room).on(floatTopic, ({ emoji }, from) => {
    const call = callNow(callId);
    const sender = call && ownerOf(call, from);
    if (sender) float({ callId, from: sender.participantId, emoji });
  });

/** Sends an emoji to everybody on the call; one that is lost with the connection is lost. */
export function sendFloat(room: Room, callId: string, emoji: Reaction): void {
  const me = callNow(callId)?.participants.find((one) => one.isMe)?.participantId;
  if (!me) return;
  float({ callId, from: me, emoji });
  dataLineOf(room)
    .send(floatTopic, { emoji })
    .catch(() => {});
}
