import type { Peer } from "./peers";
import type { CallSecurityOptions, Trust } from "./session-shapes";

/** How far the others of a call are trusted, by admission. */
export class TrustBook {
  readonly #trust = new Map<string, Trust>();

  constructor(
    readonly of: Pick<CallSecurityOptions, "kind" | "trustOf">,
    readonly onLearned: () => void,
  ) {}

  get(admissionId: string): Trust {
    return this.#trust.get(admissionId) ?? "unconfirmed";
  }

  /** Asks about those who are new, or about all of them again; the answers come later. */
  learn(peers: ReadonlyMap<string, Peer>, isAgain = false): void {
    for (const [id, { announce, isLinked }] of peers) {
      const isKnown = this.#trust.has(id);
      if (isKnown && !isAgain) continue;
      const { userId, identityKey, certificates } = announce;
      // A guest knows of nobody's keys but that who came by the same link has its secret.
      const isByLink = userId === null || this.of.kind === "guest";
      if (!isKnown) this.#trust.set(id, isLinked && isByLink ? "confirmed" : "unconfirmed");
      if (userId === null || isByLink) continue;
      // The answer does not wait for it.
      void this.of.trustOf({ userId, identityKey, certificates }).then(
        (trust) => {
          this.#trust.set(id, trust);
          this.onLearned();
        },
        () => {},
      );
    }
  }
}
