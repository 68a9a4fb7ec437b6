import { api } from "@/lib/api/client";
import { whenSettled } from "@/lib/hurry";
import type { CarriedLayout } from "@/server/layout/contract";
import type { Sending } from "./session-state";

/** Microphone and camera come on one after the other. */
const TOGETHER_MS = 200;

/** Tells the server what the active device sends and how it shows the others, so that another one may begin with the same. */
export class Carry {
  #told = "";
  #timer: ReturnType<typeof setTimeout> | undefined;
  #takeBack = () => {};

  /** Says it a moment later, and only what is new. */
  tell(callId: string, { microphone, camera }: Sending, layout: CarriedLayout): void {
    const say = () => {
      const told = JSON.stringify([microphone, camera, layout]);
      if (told === this.#told) return;
      this.#told = told;
      // What was lost is said with the next change.
      api.handoff.carry.mutate({ callId, microphone, camera, layout }).catch(() => (this.#told = ""));
    };
    this.close();
    this.#timer = setTimeout(() => (this.#takeBack = whenSettled(say)), TOGETHER_MS);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#takeBack();
  }
}
