import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** No fault that axe finds in what is on the page (WCAG 2.2 A and AA, and good practice), or in a part of it. */
export async function isAccessible(page: Page, part?: string): Promise<void> {
  // Axe measures contrast as it is painted: what still fades in has too little.
  await page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter((one) => one.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map((one) => one.finished));
  });
  const builder = new AxeBuilder({ page });
  const { violations } = await (part ? builder.include(part) : builder).analyze();
  const found = violations.map(({ id, nodes }) => ({
    id,
    where: nodes.map((node) => `${node.target.join(" ")} ${node.failureSummary ?? ""}`),
  }));
  expect(found, `axe on ${page.url()}`).toEqual([]);
}
