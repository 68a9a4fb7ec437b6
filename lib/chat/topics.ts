import * as z from "zod/mini";
import { reliableTopic } from "@/lib/call/data/topic";
import { keyId, REACTIONS } from "@/server/chat/contract";
import { publicKey } from "@/server/identity/contract";

const participant = z.uuid();

/** A device's box key, to which chat keys are sealed. `isAsking`: for the others' ones in return. */
export const boxTopic = reliableTopic("chat.box", z.object({ boxKey: publicKey, isAsking: z.boolean() }));

/** Chat keys that a device lacks. */
export const needTopic = reliableTopic(
  "chat.need",
  z.object({ boxKey: publicKey, keyIds: z.array(keyId).check(z.minLength(1), z.maxLength(50)) }),
);

/** One of them, sealed to the device that asked. */
export const giveTopic = reliableTopic(
  "chat.give",
  z.object({ keyId, by: participant, to: z.nullable(participant), wrap: z.string().check(z.maxLength(200)) }),
  { burst: 200, perSecond: 50 },
);

/** An emoji that floats over its sender's tile. */
export const floatTopic = reliableTopic("reaction", z.object({ emoji: z.enum(REACTIONS) }), {
  burst: 8,
  perSecond: 3,
});
