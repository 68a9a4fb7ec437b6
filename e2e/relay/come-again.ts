import { expect, type Page } from "@playwright/test";
import { framesDecoded } from "../wire";

/** Watches when pictures come again; prints how long it took, since a busy machine's time is no verdict. */
export async function comeAgain(page: Page, what: string): Promise<void> {
  const began = performance.now();
  let [last, seen] = [await framesDecoded(page), 0];
  // A connection that is made anew counts from its beginning.
  const grown = async () => {
    const now = await framesDecoded(page);
    seen += Math.max(0, now - last);
    last = now;
    return seen;
  };
  await expect.poll(grown, { message: "frames decoded grow", timeout: 100_000 }).toBeGreaterThan(20);
  console.log(`${what}: pictures after ${((performance.now() - began) / 1000).toFixed(1)} s`);
}
