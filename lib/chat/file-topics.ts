import * as z from "zod/mini";
import { reliableTopic } from "@/lib/call/data/topic";
import { MOST_FILE_BYTES } from "@/server/chat/contract";

/** Bytes of a file that go in one packet, and packets that are asked for at once. */
export const PIECE_BYTES = 10_000;
export const WINDOW = 24;

const fileId = z.uuid();
const index = z.int().check(z.nonnegative(), z.maximum(Math.ceil(MOST_FILE_BYTES / PIECE_BYTES)));

/** Asks whoever has sent a file for the pieces of it from one on, at most a window's. */
export const askTopic = reliableTopic("file.ask", z.object({ fileId, from: index }), {
  burst: 20,
  perSecond: 20,
});

/** One of them. */
export const pieceTopic = reliableTopic(
  "file.piece",
  z.object({ fileId, at: index, bytes: z.string().check(z.maxLength(13_400), z.regex(/^[A-Za-z0-9_-]*$/)) }),
  { burst: 20 * WINDOW, perSecond: 20 * WINDOW },
);
