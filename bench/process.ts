import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

let ticks = 0;
/** Clock ticks of /proc a second. */
const ticksPerSecond = () => (ticks ||= Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" })));

/** Resident memory of a process in KB. Linux only; NaN elsewhere. */
export function residentKb(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
  } catch {
    return Number.NaN;
  }
}

/** Processor time that a process has used, in ms (proc(5), utime and stime). Linux only; NaN elsewhere. */
export function processorMs(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
    return ((Number(fields[11]) + Number(fields[12])) / ticksPerSecond()) * 1000;
  } catch {
    return Number.NaN;
  }
}

/** What share of one core each process used while `act` ran, in per cent. */
export async function processorShare<T>(
  pids: number[],
  act: () => Promise<T>,
): Promise<{ result: T; shares: number[]; ms: number }> {
  const before = pids.map(processorMs);
  const began = performance.now();
  const result = await act();
  const ms = performance.now() - began;
  return { result, ms, shares: pids.map((pid, at) => ((processorMs(pid) - (before[at] ?? 0)) / ms) * 100) };
}
