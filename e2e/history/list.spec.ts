import { seedHistoryAt } from "../../server/testing/seed-history";
import { expect, type Person, test } from "../people";

const DATABASE_URL = (): string =>
  (JSON.parse(process.env.PEAL_E2E_ENV ?? "{}") as Record<string, string>).DATABASE_URL ?? "";
const seed = (of: Person, others: Person[], count: number) =>
  seedHistoryAt(DATABASE_URL(), { of, with: others, count, newestAt: Date.now() - 60_000 });

const rows = (person: Person) => person.page.getByRole("main").getByRole("listitem");
const chosen = (person: Person, name: string) => person.page.getByRole("radio", { name, exact: true });
const badge = (page: Person["page"]) => page.getByText(/1 missed call/).first();

test("C3 a long history comes page by page, under days that stay in sight", async ({ people }) => {
  const { ana, bo, cy } = await people("Ana", "Bo", "Cy");
  await seed(ana, [bo, cy], 120);
  await ana.opens("/history");
  await expect(rows(ana)).toHaveCount(30);
  await expect(async () => {
    await ana.page.mouse.wheel(0, 5_000);
    await expect(ana.page.getByText("That is all of it.")).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(rows(ana)).toHaveCount(120);
  // Somewhere in the middle the heading of the day under one's eyes is at the top.
  await rows(ana).nth(60).scrollIntoViewIfNeeded();
  await ana.page.mouse.wheel(0, 300);
  const tops = async () =>
    await ana.page
      .getByRole("heading", { level: 2 })
      .evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().top)));
  await expect.poll(async () => (await tops()).includes(0)).toBe(true);
});

test("C3 the history is narrowed down, searched, and shown whole again", async ({ people }) => {
  const { ana, bo, cy } = await people("Ana", "Bo", "Cy");
  await seed(ana, [bo, cy], 16);
  await ana.opens("/history");
  await expect(rows(ana)).toHaveCount(16);
  await chosen(ana, "Missed").check({ force: true });
  await expect(rows(ana)).toHaveCount(4);
  await expect(rows(ana).first()).toContainText("Missed");
  await chosen(ana, "Video").check({ force: true });
  await ana.isTold("No such calls");
  await ana.button("Show all calls").click();
  await expect(rows(ana)).toHaveCount(16);
  const search = ana.page.getByRole("searchbox", { name: "Search calls" });
  await search.fill(bo.identity.handle.slice(0, 9));
  await expect(rows(ana)).toHaveCount(8);
  await expect(ana.page.getByRole("listitem", { name: "Cy" })).toHaveCount(0);
  await ana.button("Clear search").click();
  await expect(rows(ana)).toHaveCount(16);
  await expect(search).toBeFocused();
});

test("C3 a deleted call can be brought back; all of them go after a question", { tag: "@long" }, async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  await seed(ana, [bo], 5);
  await ana.opens("/history");
  await expect(rows(ana)).toHaveCount(5);
  await rows(ana).first().getByRole("button", { name: "Delete from history" }).click();
  await expect(rows(ana)).toHaveCount(4);
  await ana.button("Undo").click();
  await expect(rows(ana)).toHaveCount(5);

  await ana.button("Delete all").click();
  const question = ana.page.getByRole("alertdialog", { name: "Delete your whole history?" });
  await question.getByRole("button", { name: "Keep them" }).click();
  await expect(question).toBeHidden();
  await expect(rows(ana)).toHaveCount(5);
  await ana.button("Delete all").click();
  await question.getByRole("button", { name: "Delete all" }).click();
  await ana.isTold("No calls yet");
  await expect(rows(ana)).toHaveCount(0);
});

test("C3 the details tell on which own devices it rang, who answered and who hung up", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  const phone = await bo.device("Phone", { mobile: true });
  await ana.calls(bo);
  await bo.isRungBy(ana);
  await phone.answers();
  await ana.sees(bo);
  await ana.hangsUp();
  await bo.opens("/history");
  await bo.page.getByRole("main").getByRole("link", { name: "Ana" }).click();
  const happened = bo.page.getByRole("list", { name: "What happened" });
  await expect(happened.getByRole("listitem").first()).toContainText("Ana called you");
  await expect(happened).toContainText(`You answered on ${phone.deviceName}`);
  await expect(happened).toContainText("Ana hung up");
  const devices = bo.page.getByRole("list", { name: "Your devices" });
  await expect(devices.getByRole("listitem").filter({ hasText: phone.deviceName })).toContainText(
    "Answered here",
  );
  await expect(devices.getByRole("listitem")).toHaveCount(2);

  await ana.opens("/history");
  await ana.page.getByRole("main").getByRole("link", { name: "Bo" }).click();
  await expect(ana.page.getByRole("list", { name: "What happened" })).toContainText("You called Bo");
  await expect(ana.page.getByRole("main")).not.toContainText(phone.deviceName);
});

test.describe("with short rings", () => {
  test.use({ appUrl: process.env.PEAL_E2E_QUICK_URL ?? "" });

  test("C3 a missed ring of a running group call is in the badge of all devices at once, and the row leads in", {
    tag: "@long",
  }, async ({ people }) => {
    const { ana, bo, cy } = await people("Ana", "Bo", "Cy");
    const phone = await cy.device("Phone", { mobile: true });
    await ana.callsGroup([bo, cy], { media: "audio" });
    await bo.answers("audio");
    await expect(badge(cy.page)).toBeAttached();
    await expect(badge(phone.page)).toBeAttached();
    await Promise.all([ana.hearsSomebody(), bo.hearsSomebody()]);

    await phone.opens("/history");
    const row = phone.page.getByRole("listitem", { name: "Ana and Bo" }).filter({ hasText: "Missed" });
    await expect(row).toBeVisible();
    await expect(badge(cy.page)).toHaveCount(0);
    await row.getByRole("button", { name: "Join" }).click();
    await expect(phone.button("End call")).toBeVisible();
    await expect(ana.tile(cy)).toHaveCount(1);
    await phone.hearsSomebody();
    await phone.hangsUp();
    await expect.poll(async () => (await cy.api.history())[0]?.status).toBe("completed");
    expect((await cy.api.history())[0]?.durationMs).toBeGreaterThan(0);
    await ana.hears(bo);
  });
});
