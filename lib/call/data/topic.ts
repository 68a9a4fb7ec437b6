import type * as z from "zod/mini";

/** LiveKit's own advice for what arrives whole: docs.livekit.io, "Data packets". */
const MOST_RELIABLE_BYTES = 15_000;
const MOST_LOSSY_BYTES = 1_300;

/** How much of a topic one sender may say: so many packets at once, and so many a second after that. */
export type Pace = { burst: number; perSecond: number };

/** One kind of data that devices of a call send each other. */
export type Topic<Data> = {
  name: string;
  schema: z.ZodMiniType<Data>;
  isReliable: boolean;
  mostBytes: number;
  pace: Pace;
};

/** Data that arrives, in order, while the connection holds. Packets of more than 15,000 bytes and those past the pace are dropped. */
export const reliableTopic = <Data>(
  name: string,
  schema: z.ZodMiniType<Data>,
  pace: Pace = { burst: 40, perSecond: 10 },
): Topic<Data> => ({ name, schema, pace, isReliable: true, mostBytes: MOST_RELIABLE_BYTES });

/** Data that is worth nothing when it is late: it may be lost. Packets of more than 1,300 bytes and those past the pace are dropped. */
export const lossyTopic = <Data>(
  name: string,
  schema: z.ZodMiniType<Data>,
  pace: Pace = { burst: 120, perSecond: 60 },
): Topic<Data> => ({ name, schema, pace, isReliable: false, mostBytes: MOST_LOSSY_BYTES });
