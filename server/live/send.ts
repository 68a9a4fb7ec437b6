import type { Stream } from "./registry";

/** A reader that does not read would hold everything we ever send it: from here on it is dropped, and may come back and start anew. */
export const SLOW_BYTES = 256 * 1024;

/** Writes one server-sent event to a stream. */
export function sendEvent(stream: Stream, event: string, data: unknown, id?: string): void {
  const { response } = stream;
  response.write(`event: ${event}\n${id ? `id: ${id}\n` : ""}data: ${JSON.stringify(data)}\n\n`);
  if (response.writableLength > SLOW_BYTES) response.destroy();
}
