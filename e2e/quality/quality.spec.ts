import type { Page } from "@playwright/test";
import { expect, test } from "../people";

/** The server has heard how it goes, and has answered. */
const reported = (page: Page) =>
  page.waitForResponse((response) => response.url().includes("quality.report") && response.ok());

test("A5 a call says how it goes while it runs, and how it went after; C6 it is rated", async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  const heard = reported(ana.page);
  await ana.calls(bo);
  await bo.answers();
  await Promise.all([ana.sees(bo), bo.sees(ana), ana.hears(bo)]);
  await heard;

  await ana.button("More options").click();
  await ana.button("Connection").click();
  const panel = ana.page.getByRole("region", { name: "Connection" });
  await expect(panel.getByText("Direct, UDP")).toBeVisible();
  await expect(panel.getByText(/^[1-4]\.\d of 4\.5$/)).toBeVisible();
  await expect(panel.locator("canvas")).toHaveCount(2);
  const pictures = panel.getByRole("list", { name: "Pictures" });
  await expect(pictures.getByText("Yours")).toBeVisible();
  await expect(pictures.getByText("Bo", { exact: true })).toBeVisible();
  await expect(pictures.getByText(/\d+ × \d+, \d+ a second/).first()).toBeVisible();

  await ana.page.keyboard.press("Escape");
  await ana.hangsUp();
  await ana.page.getByRole("radio", { name: "4 stars" }).check({ force: true });
  await ana.isTold("Thank you");
  await expect.poll(async () => (await ana.api.history())[0]?.status).toBe("completed");
  await ana.opens("/history");
  await expect(ana.page.getByText(/Quality [1-4]\.\d/)).toBeVisible();
  await ana.page.getByRole("main").getByRole("link", { name: "Bo" }).click();
  const plot = ana.page.getByRole("img", { name: /^What was heard, from 1 to 4\.5: You [1-4]\.\d/ });
  await expect(plot.locator("svg path.recharts-line-curve, svg .recharts-line-dots").first()).toBeAttached();
  await expect(ana.page.getByText("Direct, UDP")).toBeVisible();
  await expect(ana.page.getByText("You gave it 4 of 5")).toBeVisible();
  await ana.page.getByText("Round trip", { exact: true }).click();
  await expect(plot.locator("svg")).toBeVisible();
});

test("A5 whose network is weak is told to all of them, and no longer once it is well", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  // As a browser reports that loses a fifth of what it sends.
  let lossUp = 0.2;
  await bo.context.route("**/api/trpc/quality.report*", async (route) => {
    const report = route.request().postDataJSON() as object;
    await route.continue({ postData: JSON.stringify({ ...report, lossUp }) });
  });
  await ana.calls(bo);
  await bo.answers();
  await ana.sees(bo);
  await expect(ana.tile(bo).getByRole("img", { name: "Bo’s network is weak" })).toBeVisible();
  await expect(ana.page.getByRole("status").getByText("Bo’s network is weak")).toBeAttached();
  await expect(bo.page.getByRole("status").getByText("Your network is weak")).toBeAttached();
  lossUp = 0;
  await expect(ana.tile(bo).getByRole("img", { name: "Bo’s network is weak" })).toBeHidden();
  await expect(bo.page.getByText("Your network is weak")).toHaveCount(0);
});

test("A5 a page that was loaded again reports anew, and no report of it counts twice", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  const told: string[] = [];
  ana.page.on("request", (request) => {
    if (!request.url().includes("quality.report")) return;
    const { admissionId, sequence } = request.postDataJSON() as { admissionId: string; sequence: number };
    told.push(`${admissionId} ${sequence}`);
  });
  await ana.calls(bo);
  await bo.answers();
  await ana.sees(bo);
  await reported(ana.page);
  await ana.page.reload();
  await ana.sees(bo);
  await reported(ana.page);
  expect(told.length).toBeGreaterThan(1);
  expect(new Set(told).size).toBe(told.length);
});
