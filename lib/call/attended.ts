import type { CallRoom } from "@/lib/media/call-room";

/** A connection that is used, and whose it is. */
export type Attended = { room: CallRoom; callId: string; admissionId: string };
/** Watches a connection, mends it or tells of it. The function that is returned ends that. */
export type Attendant = (of: Attended) => () => void;
