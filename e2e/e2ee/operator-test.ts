import { type Operator, startOperator } from "./operator";
import { expect, test as base } from "../people";
import { Spy } from "./spy";

export { expect };

/** A play on a stack whose SFU's key the test has too. */
export const test = base.extend<{ spy: Spy }, { operator: Operator }>({
  operator: [
    // Playwright reads what is asked for from this pattern: nothing.
    // oxlint-disable-next-line eslint/no-empty-pattern
    async ({}, use) => {
      const operator = await startOperator();
      await use(operator);
      await operator.stop();
    },
    { scope: "worker" },
  ],
  appUrl: async ({ operator }, use) => use(operator.url),
  spy: async ({ profile, operator }, use) => use(await Spy.open(await profile(), operator)),
});
