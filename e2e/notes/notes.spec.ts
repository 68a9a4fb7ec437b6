import type { Page } from "@playwright/test";
import { meetingSettings } from "../../server/meetings/contract";
import { isAccessible } from "../axe";
import { Visitor } from "../meeting/visitor";
import { expect, test } from "../people";

const SECRET = Buffer.alloc(32, 11).toString("base64url");
const SLOW = { timeout: 30_000 };

const notesOn = (page: Page) => page.getByRole("textbox", { name: "Notes of this call" });
const questionsOn = (page: Page) => page.getByRole("complementary", { name: "Questions" });

async function opens(page: Page, panel: "Notes" | "Questions"): Promise<void> {
  await page.getByRole("button", { name: "More options" }).click();
  await page.getByRole("group", { name: "More options" }).getByRole("button", { name: panel }).click();
  await expect(page.getByRole("complementary", { name: panel })).toBeVisible(SLOW);
}

test("T5 C6 two people write notes at once, a guest who comes later reads all of them, they outlive a reload and are saved; a question without a name is passed on, supported and answered", async ({
  people,
  profile,
  appUrl,
}) => {
  test.setTimeout(180_000);
  const { ana, bo } = await people("Ana", "Bo");
  const settings = meetingSettings.parse({ waitingRoom: false, video: false });
  const meeting = await ana.api.createMeeting({ topic: "Plans", settings });
  const link = `/${meeting.slug}#k=${SECRET}`;
  for (const one of [ana, bo]) {
    one.page.setDefaultTimeout(SLOW.timeout);
    await one.opens(link);
    await one.button("Join").click();
    await expect(one.button("Leave")).toBeVisible(SLOW);
  }
  await expect(ana.tile(bo)).toBeVisible(SLOW);

  // Both write at once: at the beginning, and at the end.
  await opens(ana.page, "Notes");
  await notesOn(ana.page).pressSequentially("Agenda");
  await opens(bo.page, "Notes");
  await expect(notesOn(bo.page)).toHaveValue("Agenda", SLOW);
  await notesOn(bo.page).press("ControlOrMeta+Home");
  await notesOn(ana.page).press("ControlOrMeta+End");
  await Promise.all([
    notesOn(ana.page).pressSequentially(": one, two, three", { delay: 60 }),
    notesOn(bo.page).pressSequentially("The ", { delay: 150 }),
  ]);
  const whole = "The Agenda: one, two, three";
  for (const { page } of [ana, bo]) await expect(notesOn(page)).toHaveValue(whole, SLOW);
  // What is taken back is one's own alone; what was typed with a pause in between, as on a busy machine, step by step.
  const pressUntil = async (keys: string, text: string) =>
    await expect(async () => {
      await notesOn(bo.page).press(keys);
      await expect(notesOn(bo.page)).toHaveValue(text, { timeout: 1_000 });
    }).toPass(SLOW);
  await pressUntil("ControlOrMeta+z", "Agenda: one, two, three");
  await expect(notesOn(ana.page)).toHaveValue("Agenda: one, two, three", SLOW);
  await pressUntil("ControlOrMeta+Shift+z", whole);
  await expect(notesOn(ana.page)).toHaveValue(whole, SLOW);

  const context = await profile();
  const gil = new Visitor("Gil", context, await context.newPage(), appUrl);
  gil.page.setDefaultTimeout(SLOW.timeout);
  await gil.page.setViewportSize({ width: 320, height: 640 });
  await gil.asksToJoin(link, "Join");
  await expect(gil.button("Leave")).toBeVisible(SLOW);
  await opens(gil.page, "Notes");
  await expect(notesOn(gil.page)).toHaveValue(whole, SLOW);
  await notesOn(gil.page).press("ControlOrMeta+End");
  await notesOn(gil.page).pressSequentially("!");
  await expect(notesOn(ana.page)).toHaveValue(`${whole}!`, SLOW);
  const width = await gil.page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(320);
  await isAccessible(gil.page, "aside");

  await bo.page.reload();
  await expect(bo.button("Leave")).toBeVisible(SLOW);
  await opens(bo.page, "Notes");
  await expect(notesOn(bo.page)).toHaveValue(`${whole}!`, SLOW);
  const saving = bo.page.waitForEvent("download", SLOW);
  await bo.button("Save").click();
  expect((await saving).suggestedFilename()).toBe("Plans.txt");

  // Questions. The sheet of a narrow screen covers the buttons.
  await gil.button("Close").click();
  await opens(gil.page, "Questions");
  const asks = questionsOn(gil.page);
  await asks.getByRole("switch", { name: "Ask without my name" }).click();
  await asks.getByRole("textbox", { name: "Your question" }).fill("When do we begin?");
  await asks.getByRole("button", { name: "Ask", exact: true }).click();
  await opens(bo.page, "Questions");
  const asked = questionsOn(bo.page).getByRole("listitem").filter({ hasText: "When do we begin?" });
  await expect(asked).toContainText("Somebody", SLOW);
  await expect(asked).not.toContainText("Gil");
  await asked.getByRole("button", { name: "Support “When do we begin?”, 0 people" }).click();
  await expect(asks.getByRole("button", { name: "Support “When do we begin?”, 1 person" })).toBeVisible(SLOW);
  await expect(questionsOn(bo.page).getByRole("button", { name: "Mark as answered" })).toHaveCount(0);
  await isAccessible(gil.page, "aside");
  await opens(ana.page, "Questions");
  await questionsOn(ana.page).getByRole("button", { name: "Mark as answered" }).click();
  await expect(asks.getByRole("list", { name: "Settled questions" }).getByRole("listitem")).toContainText(
    "When do we begin?",
    SLOW,
  );
});

test("T5 a host switches questions off; who was there finds the notes in the history afterwards @long", async ({
  people,
}) => {
  test.setTimeout(180_000);
  const { ana, bo } = await people("Ana", "Bo");
  const settings = meetingSettings.parse({ waitingRoom: false, video: false });
  const meeting = await ana.api.createMeeting({ topic: "Plans", settings });
  for (const one of [ana, bo]) {
    one.page.setDefaultTimeout(SLOW.timeout);
    await one.opens(`/${meeting.slug}#k=${SECRET}`);
    await one.button("Join").click();
    await expect(one.button("Leave")).toBeVisible(SLOW);
  }
  await expect(ana.tile(bo)).toBeVisible(SLOW);
  await opens(bo.page, "Questions");
  const asks = questionsOn(bo.page);
  await expect(asks.getByRole("textbox", { name: "Your question" })).toBeVisible(SLOW);
  await ana.button("More options").click();
  await ana.button("Host controls").click();
  await ana.page.getByRole("switch", { name: "People ask questions" }).click();
  await expect(asks.getByText("A host has switched questions off.")).toBeVisible(SLOW);
  await expect(asks.getByRole("textbox", { name: "Your question" })).toHaveCount(0);
  await ana.page.keyboard.press("Escape");

  await opens(bo.page, "Notes");
  await notesOn(bo.page).pressSequentially("Bring cake");
  await expect(bo.page.getByText("Kept for this call")).toBeVisible(SLOW);
  for (const one of [bo, ana]) await one.button("Leave").click();
  await bo.opens("/history");
  await bo.page.getByRole("main").getByRole("link", { name: /Ana/ }).first().click();
  await expect(bo.page.getByRole("note", { name: "Notes of this call" })).toHaveText("Bring cake", SLOW);
});
