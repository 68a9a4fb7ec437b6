import { readFile } from "node:fs/promises";
import { expect, type Person, test } from "../people";
import { drawOn, firstInk, inkInSmallWindow, inkOn, nextPress, placeOn, workOf } from "./ink-seen";

/** Ana calls Bo and shares her screen: as Bo sees it, and as she does once somebody draws on it. */
async function shares(ana: Person, bo: Person) {
  await ana.calls(bo);
  await bo.answers();
  await bo.sees(ana);
  await ana.button("Share screen").click();
  const shared = bo.page.getByRole("group", { name: "Ana’s screen", exact: true });
  await bo.watches(shared.locator("video"));
  return { shared, own: ana.page.getByRole("group", { name: "Your screen", exact: true }) };
}

test("T6 Bo draws on the screen that Ana shares, and she sees it at its place in a window of another size; undo, clear, who may draw, a whiteboard", async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  await bo.page.setViewportSize({ width: 620, height: 900 });
  const { shared, own } = await shares(ana, bo);

  // Her own screen has a tile as soon as somebody draws on it.
  await expect(own).toHaveCount(0);
  await bo.button("Draw").click();
  await drawOn(shared, [0.3, 0.4], [0.6, 0.7]);
  await expect(own).toBeVisible();
  const expected = { left: 0.3, top: 0.4, right: 0.6, bottom: 0.7 };
  const distance = async () => {
    const [seen, drawn] = [await inkOn(own), await inkOn(shared)];
    const far = (of: typeof seen) =>
      Math.max(...Object.entries(expected).map(([side, at]) => Math.abs((of?.[side as "left"] ?? 9) - at)));
    return Math.max(far(seen), far(drawn));
  };
  await expect.poll(distance, { message: "the same place of the picture, at both" }).toBeLessThan(0.03);

  await bo.button("Undo").click();
  await expect.poll(() => inkOn(own)).toBeNull();

  const at = firstInk(own);
  await bo.button("Arrow").click();
  const pressed = nextPress(shared);
  await drawOn(shared, [0.2, 0.2], [0.5, 0.2]);
  console.log(`T6 seen by Ana ${Math.round((await at) - (await pressed))} ms after Bo's pen was set down`);
  await bo.button("Text").click();
  const place = await placeOn(shared);
  await bo.page.mouse.click(...place([0.1, 0.8]));
  await bo.page.getByLabel("Your text").fill("Look here");
  await bo.page.keyboard.press("Enter");
  await expect.poll(async () => (await inkOn(own))?.bottom ?? 0).toBeGreaterThan(0.78);

  // The picture with its ink is a file.
  const [saved] = await Promise.all([bo.page.waitForEvent("download"), bo.button("Save picture").click()]);
  expect((await readFile(await saved.path())).subarray(1, 4).toString()).toBe("PNG");
  expect(saved.suggestedFilename()).toMatch(/^peal-[\d-]+\.png$/);

  // She may clear what others drew, and say that she alone draws.
  await ana.button("Draw").click();
  await ana.button("Clear all").click();
  await expect.poll(async () => [await inkOn(own), await inkOn(shared)]).toEqual([null, null]);
  await ana.button("Only I may draw").click();
  await expect(shared.getByText("Only Ana may draw")).toBeVisible();
  await expect(bo.button("Draw")).toHaveCount(0);
  await ana.button("Only I may draw").click();
  await expect(bo.button("Undo")).toBeVisible();
  await bo.page.keyboard.press("Escape");
  await expect(bo.button("Undo")).toHaveCount(0);
  await expect(bo.button("Draw")).toBeFocused();

  await bo.button("More options").click();
  await bo.button("Whiteboard").click();
  const boardOf = (one: typeof ana) => one.page.getByRole("group", { name: "Whiteboard", exact: true });
  const [anas, bos] = [boardOf(ana), boardOf(bo)];
  await expect(anas).toBeVisible();
  await anas.getByRole("button", { name: "Draw", exact: true }).click();
  await drawOn(anas, [0.2, 0.3], [0.8, 0.5]);
  await expect.poll(async () => (await inkOn(bos))?.right ?? 0).toBeGreaterThan(0.75);
  await bo.button("Close whiteboard").click();
  await expect(anas).toHaveCount(0);
});

test("T6 what drawing for a while costs who draws and who sees it", { tag: "@long" }, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  const { shared, own } = await shares(ana, bo);
  await bo.button("Draw").click();
  await drawOn(shared, [0.1, 0.1], [0.2, 0.1]);
  await expect(own).toBeVisible();
  const place = await placeOn(shared);
  const steps = 120;
  const scribble = async () => {
    await bo.page.mouse.move(...place([0.5, 0.5]));
    await bo.page.mouse.down();
    for (let at = 0; at < steps; at++) {
      const far = 0.05 + 0.3 * (at / steps);
      await bo.page.mouse.move(...place([0.5 + far * Math.cos(at / 9), 0.45 + far * Math.sin(at / 9)]));
    }
    await bo.page.mouse.up();
  };
  const still = await Promise.all(
    [ana, bo].map(({ page }) => workOf(page, () => bo.watches(shared.locator("video")))),
  );
  const drawing = workOf(ana.page, async () => {
    const costs = await workOf(bo.page, scribble);
    console.log(
      `T6 Bo draws ${Math.round(steps / costs.seconds)} points a second: ${costs.tasks} ms of work a second, ${costs.scripts} of it scripts; before ${still[1]?.tasks} and ${still[1]?.scripts}`,
    );
  });
  const seen = await drawing;
  console.log(
    `T6 Ana sees it: ${seen.tasks} ms of work a second, ${seen.scripts} of it scripts; before ${still[0]?.tasks} and ${still[0]?.scripts}`,
  );
  await expect.poll(async () => (await inkOn(own))?.bottom ?? 0).toBeGreaterThan(0.6);
});

test("T6 what Bo draws on Ana's screen is seen in the small window over her other programs, at its place @long", async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  const { shared } = await shares(ana, bo);
  await bo.button("Draw").click();
  await drawOn(shared, [0.3, 0.4], [0.4, 0.5]);
  await ana.button("More options").click();
  await ana.button("Picture in picture").click();
  await expect.poll(async () => (await inkInSmallWindow(ana.page))?.left ?? 0).toBeCloseTo(0.3, 1);
  // And what is drawn while it is open.
  await drawOn(shared, [0.6, 0.6], [0.7, 0.8]);
  await expect.poll(async () => (await inkInSmallWindow(ana.page))?.right ?? 0).toBeCloseTo(0.7, 1);
  await bo.button("Undo").click();
  await expect.poll(async () => (await inkInSmallWindow(ana.page))?.right ?? 9).toBeLessThan(0.5);
});
