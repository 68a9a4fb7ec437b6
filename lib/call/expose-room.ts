import type { CallRoom } from "@/lib/media/call-room";

/** For tests and support: `window.__call.stats()`. */
export function exposeRoom(current: CallRoom | null): void {
  if (!current) return;
  const stats = async () => (await import("@/lib/media/stats")).readStats(current.room);
  Object.assign(window, { __call: { stats } });
}
