import { whenSettled } from "@/lib/hurry";
import { type CallCode, codeOf, type CodeMember } from "./code";
import type { Peer } from "./peers";

/** The code waits so long at least, and is made once where many join. Its 50,000 rounds take nothing from first pictures either. */
const CODE_MS = 300;

/** The code of the present members of a call, made anew a moment after they change. */
export class KeptCode {
  #made: { of: string; code: CallCode | null } = { of: "", code: null };
  #isClosed = false;

  constructor(
    readonly callId: string,
    readonly me: () => CodeMember,
    readonly onMade: () => void,
  ) {}

  /** Null until it is made, and while a nonce is not known. */
  get value(): CallCode | null {
    return this.#made.code;
  }

  /** These are the others now. `rosterText` names the list; `isRinging`: nothing is shown yet. */
  follow(peers: readonly Peer[], rosterText: string, isRinging: boolean): void {
    const isComplete = peers.length > 0 && !isRinging && peers.every(({ nonce }) => nonce !== null);
    const of = isComplete ? rosterText : "";
    if (this.#made.of === of) return;
    const wanted: { of: string; code: CallCode | null } = { of, code: null };
    this.#made = wanted;
    if (!isComplete) return;
    const others = peers.map(({ announce, nonce }) => ({
      admissionId: announce.from,
      identityKey: announce.identityKey,
      admissionKey: announce.admissionKey,
      nonce: nonce ?? "",
    }));
    const make = async () => {
      if (this.#made !== wanted || this.#isClosed) return;
      wanted.code = await codeOf(this.callId, [this.me(), ...others]);
      this.onMade();
    };
    setTimeout(() => whenSettled(() => void make()), CODE_MS);
  }

  close(): void {
    this.#isClosed = true;
  }
}
