import { expect, test } from "../people";

test("C6 a shared screen is seen by the other beside the camera, and goes when it stops", async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  await ana.calls(bo);
  await bo.answers();
  await bo.sees(ana);
  await ana.button("Share screen").click();
  await expect(ana.button("Stop sharing")).toBeVisible();
  const screen = bo.page.getByRole("group", { name: /Ana.+screen|screen.+Ana/i }).locator("video");
  await bo.watches(screen);
  await bo.sees(ana);
  await ana.button("Stop sharing").click();
  await expect(screen).toBeHidden();
  await expect(ana.button("Share screen")).toBeVisible();
});
