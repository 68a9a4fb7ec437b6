import type { Locator } from "@playwright/test";
import { type Device, expect, test } from "../people";

const boxOf = async (tile: Locator) => {
  const box = await tile.boundingBox();
  if (!box) throw new Error("the tile is not drawn");
  return box;
};
const areaOf = async (tile: Locator) => {
  const { width, height } = await boxOf(tile);
  return width * height;
};

async function lays(device: Device, role: "radio" | "switch", name: string): Promise<void> {
  await device.button("Layout").click();
  const menu = device.page.getByRole("group", { name: "Layout", exact: true });
  await menu.getByRole(role, { name }).click();
  await device.page.keyboard.press("Escape");
  await expect(menu).toBeHidden();
  await expect(device.button("Layout")).toBeFocused();
}

/** Marks the element that shows somebody: another one would not have it. */
const mark = async (tile: Locator) =>
  await tile.locator("video").evaluate((video) => video.setAttribute("data-marked", ""));

test("M4 a pinned person is large and the others stand beside; the picture goes on in its element, and the pin goes", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo, cy } = await people("Ana", "Bo", "Cy");
  await ana.callsGroup([bo, cy]);
  await bo.answers();
  await cy.answers();
  await Promise.all([ana.sees(bo), ana.sees(cy)]);
  expect(await areaOf(ana.tile(bo))).toBeCloseTo(await areaOf(ana.tile(cy)), -3);
  await mark(ana.tile(bo));

  await ana.tile(bo).hover();
  await ana.button("Pin Bo").click();
  await expect
    .poll(async () => (await areaOf(ana.tile(bo))) / (await areaOf(ana.tile(cy))))
    .toBeGreaterThan(3);
  await ana.sees(bo);
  await expect(ana.tile(bo).locator("video[data-marked]")).toHaveCount(1);

  await ana.tile(bo).hover();
  await ana.button("Unpin Bo").click();
  await expect
    .poll(async () => (await areaOf(ana.tile(bo))) / (await areaOf(ana.tile(cy))))
    .toBeLessThan(1.1);
  await expect(ana.tile(bo).locator("video[data-marked]")).toHaveCount(1);
});

test("M4 the speaker's layout shows who talks large, and it is remembered; in the gallery tiles keep their places when people talk", async ({
  people,
}) => {
  const { ana, bo, cy } = await people("Ana", "Bo", "Cy");
  await ana.callsGroup([bo, cy]);
  await bo.answers();
  await cy.answers();
  await Promise.all([ana.sees(bo), ana.sees(cy)]);
  const places = async () => [await boxOf(ana.tile(bo)), await boxOf(ana.tile(cy))];
  const before = await places();
  const isLarge = (one: Device, other: Device) => async () =>
    (await areaOf(ana.tile(one))) > 3 * (await areaOf(ana.tile(other)));
  const onlyTalks = async (one: Device, other: Device) => {
    await other.button("Mute microphone").click();
    await expect(one.button("Mute microphone")).toBeVisible();
  };

  await onlyTalks(bo, cy);
  await expect(ana.tile(bo).locator("[data-speaking]")).toBeAttached();
  expect(await places()).toEqual(before);
  await lays(ana, "radio", "Speaker");
  await expect.poll(isLarge(bo, cy)).toBe(true);
  await cy.button("Unmute microphone").click();
  await onlyTalks(cy, bo);
  await expect.poll(isLarge(cy, bo)).toBe(true);

  await ana.page.reload();
  await expect.poll(isLarge(cy, bo)).toBe(true);
  await ana.sees(bo);
});

test("M4 my own picture can be hidden, people without video too, and both come back", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo, cy } = await people("Ana", "Bo", "Cy");
  await ana.callsGroup([bo, cy]);
  await bo.answers();
  await cy.answers("audio");
  await Promise.all([ana.sees(bo), expect(ana.tile(cy)).toBeVisible()]);
  const self = ana.page.getByRole("figure", { name: "You" });
  await expect(self).toBeVisible();
  await lays(ana, "switch", "Hide my own picture");
  await expect(self).toBeHidden();
  // The others see it all the same.
  await bo.sees(ana);

  await lays(ana, "switch", "Hide people without video");
  await expect(ana.tile(cy)).toBeHidden();
  await ana.isTold("1 person without video");
  await ana.sees(bo);
  await cy.button("Turn camera on").click();
  await ana.sees(cy);
  await cy.button("Turn camera off").click();
  await expect(ana.tile(cy)).toBeHidden();
  await ana.button("Show all").click();
  await expect(ana.tile(cy)).toBeVisible();
  await lays(ana, "switch", "Hide my own picture");
  await expect(self).toBeVisible();
});

test("M4 a shared screen is large, a person can be pinned before it, and the screen goes on beside", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  await ana.calls(bo);
  await bo.answers();
  await ana.button("Share screen").click();
  const screen = bo.page.getByRole("group", { name: /Ana.+screen/ });
  await bo.watches(screen.locator("video"));
  expect(await areaOf(screen)).toBeGreaterThan(3 * (await areaOf(bo.tile(ana))));
  await bo.tile(ana).hover();
  await bo.button("Pin Ana").click();
  await expect.poll(async () => (await areaOf(bo.tile(ana))) / (await areaOf(screen))).toBeGreaterThan(3);
  await Promise.all([bo.sees(ana), bo.watches(screen.locator("video"))]);
  await ana.button("Stop sharing").click();
  await expect(screen).toBeHidden();
  await bo.sees(ana);
});
