import { type Command, readFromSite, ready, stateMessage } from "./protocol";
import type { PealState } from "./script";

/** The page, and the site around it: `self` hears, `parent` is told. */
type Ends = { self: Window; parent: Window };
type Heard = { onCommand: (command: Command) => void; onName: (name: string) => void };

export type Bridge = {
  /** How it stands from now on; the site is told where that is news. */
  show(state: PealState): void;
  close(): void;
};

/**
 * Talks with the site that frames this page. It listens to the window around it alone, and only where that is of one of these origins;
 * it tells that origin alone. What is malformed or from elsewhere does nothing.
 */
export function openBridge(
  origins: readonly string[],
  { self, parent }: Ends,
  { onCommand, onName }: Heard,
): Bridge {
  let site: string | null = null;
  let shown: PealState | null = null;
  const tell = () => {
    if (site && shown) parent.postMessage(stateMessage(shown), site);
  };
  const hear = ({ source, origin, data }: MessageEvent<unknown>) => {
    if (source !== parent || !origins.includes(origin)) return;
    const message = readFromSite(data);
    if (!message) return;
    if (message.command !== "hello") return onCommand(message);
    site = origin;
    if (message.name) onName(message.name);
    tell();
  };
  self.addEventListener("message", hear);
  for (const origin of origins) parent.postMessage(ready, origin);
  return {
    show: (state) => {
      if (JSON.stringify(state) === JSON.stringify(shown)) return;
      shown = state;
      tell();
    },
    close: () => self.removeEventListener("message", hear),
  };
}
