import type { Stack } from "../e2e/stack";
import type { Figure } from "./figures";
import { signUp } from "./people";
import { residentKb } from "./process";
import { openStream, type Stream } from "./stream";
import { pause } from "./pause";

const CONNECTIONS = 3000;
const BATCH = 100;
const SETTLE_MS = 3000;

/** What one idle live connection costs the app's process, from the growth of its resident memory. */
export async function benchMemory({ url, pid }: Stack): Promise<Figure[]> {
  const ana = await signUp(url, "Ana");
  const streams: Stream[] = [];
  const open = async (count: number) => {
    for (let left = count; left > 0; left -= BATCH) {
      const opened = Array.from({ length: Math.min(BATCH, left) }, () => openStream(url, ana.cookie));
      streams.push(...(await Promise.all(opened)));
    }
  };
  // The first ones pay for code that is compiled and buffers that are pooled.
  await open(BATCH * 3);
  await pause(SETTLE_MS);
  const before = residentKb(pid);
  await open(CONNECTIONS);
  await pause(SETTLE_MS);
  const each = (residentKb(pid) - before) / CONNECTIONS;
  for (const stream of streams) stream.close();
  return [
    {
      what: `memory of one live connection (${CONNECTIONS} open)`,
      figure: `${each.toFixed(1)} KB`,
      bar: "≤ 20 KB",
      reference: "",
    },
  ];
}
