import { expect, test } from "../people";

for (const [camera, what, tag] of [
  ["NotFoundError", "without a camera", []],
  ["NotAllowedError", "whose camera was denied", ["@long"]],
] as const) {
  test(`C5 a device ${what} joins all the same, says so, and is heard`, { tag: [...tag] }, async ({
    people,
  }) => {
    const { ana, bo } = await people("Ana", "Bo");
    const desk = await bo.device("Desk", { camera });
    await ana.calls(bo);
    await desk.answers("video");
    await desk.sees(ana);
    await desk.isTold(/camera/i);
    await ana.hears(bo);
    await expect(ana.tile(bo).locator("video:visible")).toHaveCount(0);
  });
}
