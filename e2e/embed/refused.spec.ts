import { linkTo } from "../meeting/visitor";
import { expect, Framed, frameOf, noting, test } from "./site";

// A browser that keeps nothing for a frame of another site.
test.use({ partitions: false });

test("A2 where the browser keeps nothing inside another site the frame says so, and the meeting opens in a tab of its own", {
  tag: "@long",
}, async ({ people, profile, site, appUrl }) => {
  const { ana } = await people("Ana");
  const meeting = await ana.api.createMeeting({ topic: "Plans for May" });
  const context = await profile();
  const page = await context.newPage();
  await page.goto(await site(noting(appUrl, `${appUrl}${linkTo(meeting)}`)));
  const gil = new Framed("Gil", context, page, await frameOf(page), appUrl);
  await gil.isTold("Your browser keeps nothing here");
  await expect.poll(() => gil.heard()).toEqual(['error {"code":"storage_refused"}']);
  const opened = context.waitForEvent("page");
  await gil.page.getByRole("link", { name: "Open in a tab of its own" }).click();
  const tab = await opened;
  await tab.getByLabel("Your name").fill("Gil");
  await tab.getByRole("button", { name: "Ask to join" }).click();
  await expect(tab.getByText("You have asked to join")).toBeVisible();
});
