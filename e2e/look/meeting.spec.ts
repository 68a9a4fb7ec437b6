import type { Page } from "@playwright/test";
import { meetingSettings } from "../../server/meetings/contract";
import { faultsOn } from "../axe";
import { expect, linkTo, test } from "../meeting/visitor";

const sideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** A person can use the page: a machine finds nothing against WCAG 2.2 AA, and nothing is wider than the screen. */
async function isFit(page: Page, what: string): Promise<void> {
  expect.soft(await faultsOn(page, { isLaw: true }), what).toEqual([]);
  expect.soft(await sideways(page), `${what}: wider than the screen`).toBeLessThanOrEqual(0);
  const folder = process.env.PEAL_LOOK;
  if (!folder) return;
  const { width } = page.viewportSize() ?? { width: 0 };
  await page.screenshot({ path: `${folder}/${what.replaceAll(/\W+/g, "-")}-${width}.png` });
}

const looks = [
  { name: "light, 320 px", options: { width: 320 }, tag: [] },
  { name: "dark, desktop", options: { colorScheme: "dark" as const }, tag: "@long" },
];
for (const { name, options, tag } of looks) {
  test.describe(name, { tag }, () => {
    test.use({ deviceOptions: options });

    test("P3 P4 a meeting, from its planning to its end, fits the screen and has nothing that a machine finds against WCAG 2.2 AA", async ({
      people,
      profile,
      visit,
    }) => {
      const { ana } = await people("Ana");
      const gil = await visit("Gil", await profile(options));
      const settings = meetingSettings.parse({ waitingRoom: true });
      const topic = "Plans for May, with a topic that hardly fits on the screen of a phone";
      const meeting = await ana.api.createMeeting({ topic, settings });
      const { meetingId } = meeting;
      const link = linkTo(meeting);
      for (const path of [
        "/meetings",
        "/meetings/new",
        `/meetings/${meetingId}`,
        `/meetings/${meetingId}/edit`,
      ]) {
        await ana.opens(path);
        await expect(ana.page.getByRole("main")).toBeVisible();
        await ana.page.waitForLoadState("load");
        await isFit(ana.page, path.replace(meetingId, "one"));
      }

      await gil.opens(link);
      await expect(gil.page.getByLabel("Your name")).toBeVisible();
      await isFit(gil.page, "the door");
      await gil.asksToJoin(link);
      await gil.isTold("You have asked to join");
      await isFit(gil.page, "waiting");
      await ana.opens(link);
      await ana.button("Join").click();
      await expect(ana.button("Leave")).toBeVisible();
      const knocks = ana.page.getByRole("complementary", { name: "Waiting to join" });
      await expect(knocks.getByText("Gil wants to join")).toBeVisible();
      for (const name of ["Deny", "Admit", "Send"])
        await expect(knocks.getByRole("button", { name, exact: true })).toBeInViewport({ ratio: 1 });
      await isFit(ana.page, "a knock in the meeting");
      await knocks.getByRole("button", { name: "Admit", exact: true }).click();
      await gil.isIn();
      await ana.sees(gil);
      await isFit(gil.page, "the meeting");

      const close = () => ana.page.getByRole("button", { name: "Close", exact: true }).click();
      await ana.button("People").click();
      await ana.people.getByRole("button", { name: "Options for Gil" }).click();
      await isFit(ana.page, "people and what a host can do");
      await close();
      await ana.page.keyboard.press("c");
      const chat = ana.page.getByRole("complementary", { name: "Chat" });
      await chat
        .getByRole("textbox", { name: "Message" })
        .fill("Hello, here is a long word: ".padEnd(90, "o"));
      await chat.getByRole("button", { name: "Send", exact: true }).click();
      await chat.getByRole("button", { name: "New poll" }).click();
      await expect(chat.getByLabel("Question")).toBeVisible();
      await isFit(ana.page, "chat and a poll to be asked");
      await chat.getByRole("button", { name: "Close", exact: true }).first().click();
      await ana.button("More options").click();
      await expect(ana.button("Host controls")).toBeVisible();
      await isFit(ana.page, "more options");
      await ana.button("Host controls").click();
      await expect(ana.page.getByRole("switch").first()).toBeVisible();
      await isFit(ana.page, "host controls");
      await ana.page.getByRole("button", { name: "End for all" }).first().click();
      await expect(gil.page.getByText("The host ended the meeting for everybody")).toBeVisible();
      await isFit(gil.page, "the end");
    });
  });
}
