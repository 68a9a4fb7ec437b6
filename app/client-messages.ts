import type { Messages } from "next-intl";
import { getMessages } from "next-intl/server";

/** Words of pages that bring them along themselves. */
const OF_ONE_PAGE = ["admin", "check", "doctor", "emoji", "security", "signedOut"] as const;

/** The words that all pages below a layout get in the browser: `without` those of places that are not below it, and of single pages. */
export async function clientMessages(...without: (keyof Messages)[]): Promise<Messages> {
  const left = new Set<string>([...OF_ONE_PAGE, ...without]);
  const words = Object.entries(await getMessages()).filter(([name]) => !left.has(name));
  return Object.fromEntries(words) as Messages;
}
