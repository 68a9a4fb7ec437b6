import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { UserActor } from "../auth";
import type { Problem } from "../errors/contract";

export type Order = {
  id: number;
  verb:
    | "answer"
    | "resume"
    | "leave"
    | "start"
    | "sweep"
    | "sendKeys"
    | "take"
    | "seen"
    | "lose"
    | "declineMove";
  actor?: UserActor;
  input?: unknown;
  /** When to act, in epoch ms of this machine. */
  atMs: number;
};
export type Verdict = { id: number; result?: unknown; problem?: Problem; error?: string };

/** Real app processes that race: each with its own memory and pool, told what to do and at which millisecond. */
export class Racers {
  #next = 0;
  readonly #waiting = new Map<
    number,
    { resolve: (verdict: Verdict) => void; reject: (why: Error) => void }
  >();

  private constructor(readonly processes: ChildProcess[]) {
    for (const child of processes) {
      child.on("message", (verdict: Verdict) => {
        this.#waiting.get(verdict.id)?.resolve(verdict);
        this.#waiting.delete(verdict.id);
      });
      // Whatever the race is about, a process that dies of it has lost.
      child.on("exit", (code) => {
        for (const { reject } of this.#waiting.values()) reject(new Error(`A racer ended with ${code}`));
      });
    }
  }

  /** Starts that many, in this process's environment. */
  static async start(count: number): Promise<Racers> {
    const file = fileURLToPath(new URL("./racer.ts", import.meta.url));
    const processes = Array.from({ length: count }, () => fork(file, { execArgv: ["--import", "tsx"] }));
    await Promise.all(processes.map((child) => once(child, "message")));
    return new Racers(processes);
  }

  /** Gives an order to a process (round and round) and waits for its verdict. */
  order(order: Omit<Order, "id">): Promise<Verdict> {
    const id = this.#next++;
    const child = this.processes[id % this.processes.length];
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      child?.send({ ...order, id });
    });
  }

  /** Ends them. */
  stop(): void {
    for (const child of this.processes) child.disconnect();
  }
}
