import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
/** Nothing fades for longer. In ms. */
const FADED_MS = 400;

/** What axe finds on the page as it is now, or in a part of it: the rule and where. By WCAG 2.2 A and AA, and by good practice unless `isLaw`. */
export async function faultsOn(
  page: Page,
  how: { part?: string | undefined; isLaw?: boolean } = {},
): Promise<string[]> {
  const faults = await look(page, how);
  // What began to fade while axe looked is there a moment later; a fault stays.
  if (faults.length === 0) return faults;
  await page.waitForTimeout(FADED_MS);
  return await look(page, how);
}

async function look(page: Page, { part, isLaw = false }: { part?: string | undefined; isLaw?: boolean }) {
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

/** Axe finds nothing on the page, or in a part of it. */
export async function isAccessible(page: Page, part?: string): Promise<void> {
  expect(await faultsOn(page, { part }), `axe on ${page.url()}`).toEqual([]);
}
