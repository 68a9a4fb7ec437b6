import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
/** Nothing fades for so long; each look takes about one second, and several where the machine is busy. In ms. */
const FADED_MS = 15_000;

/** What axe finds on the page as it is now, or in a part of it: the rule and where. By WCAG 2.2 A and AA, and by good practice unless `isLaw`. */
export async function faultsOn(
  page: Page,
  { part, isLaw = false }: { part?: string | undefined; isLaw?: boolean } = {},
): Promise<string[]> {
  // Axe measures contrast as it is painted: what still fades in has too little.
  await page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter((one) => one.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map((one) => one.finished));
  });
  const builder = new AxeBuilder({ page });
  if (part) builder.include(part);
  if (isLaw) builder.withTags(WCAG);
  const { violations } = await builder.analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary = "" }) =>
        `${id} at ${target.join(" ")}: ${failureSummary.split("\n")[1]?.trim()}`,
    ),
  );
}

/** Axe finds nothing on the page, or in a part of it. What began to fade while it looked is gone at the next look. */
export async function isAccessible(page: Page, part?: string): Promise<void> {
  const faults = () => faultsOn(page, { part });
  await expect.poll(faults, { message: `axe on ${page.url()}`, timeout: FADED_MS }).toEqual([]);
}
