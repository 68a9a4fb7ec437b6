import type { Page } from "@playwright/test";
import { expect, test } from "../people";
import { mediaBytes } from "../wire";

/** A server that says of a call that was said to be encrypted: it is not. */
const breakWord = (page: Page, procedure: string) =>
  page.route(`**/api/trpc/${procedure}*`, async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replaceAll('"isEncrypted":true', '"isEncrypted":false');
    await route.fulfill({ response, body });
  });
const words = "This call would not be encrypted";

test("E1 a server that breaks its word to the caller gets nothing in the clear", async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  await breakWord(ana.page, "calls.start");
  await ana.calls(bo);
  await ana.isTold(new RegExp(words));
  await bo.isQuiet();
  expect((await mediaBytes(ana.page)).sent).toBe(0);
});

test("E1 a server that breaks its word to who answers gets nothing in the clear", { tag: "@long" }, async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  await breakWord(bo.page, "calls.alerted");
  await breakWord(bo.page, "calls.answer");
  await ana.calls(bo);
  await bo.isRungBy(ana);
  await bo.button("Answer with video").click();
  await bo.isTold(new RegExp(words));
  expect((await mediaBytes(bo.page)).sent).toBe(0);
});
