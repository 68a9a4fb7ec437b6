import { readdirSync, readFileSync } from "node:fs";
import { processorMs } from "./process";

type Running = { pid: number; parent: number; name: string };

/** Every process of this machine, as proc(5) lists them; none where there is no /proc. */
function listRunning(): Running[] {
  try {
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .flatMap((pid) => {
        try {
          const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
          const end = stat.lastIndexOf(")");
          const [, , parent] = stat.slice(end).split(" ");
          return [{ pid: Number(pid), parent: Number(parent), name: stat.slice(stat.indexOf("("), end) }];
        } catch {
          // It has ended since it was listed.
          return [];
        }
      });
  } catch {
    return [];
  }
}

/** The processes that this one has started itself and whose name fits. */
export const childrenNamed = (name: RegExp): number[] =>
  listRunning()
    .filter((one) => one.parent === process.pid && name.test(one.name))
    .map(({ pid }) => pid);

/** Processor time of these processes and of all that they started, in ms. Linux only; NaN elsewhere. */
export function familyMs(roots: number[]): number {
  const running = listRunning();
  if (running.length === 0) return Number.NaN;
  const family = [...roots];
  for (const one of family)
    family.push(...running.filter(({ parent }) => parent === one).map(({ pid }) => pid));
  return family.reduce((sum, pid) => sum + (processorMs(pid) || 0), 0);
}
