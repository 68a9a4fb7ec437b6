import { expect, test, whyNot } from "../support/netshape/people";
import { received } from "../wire";

test.skip(...whyNot);

test("two people behind links of their own call each other; what is cut is not seen, what is mended comes back", {
  tag: "@long",
}, async ({ people, linkOf }) => {
  const { ana, bo } = await people("Ana", "Bo");
  expect(await ana.page.evaluate(() => window.isSecureContext)).toBe(true);
  await ana.calls(bo);
  await bo.answers();
  await Promise.all([ana.sees(bo), bo.sees(ana)]);
  const carried = (await linkOf(bo).counts()).up.bytes;
  await ana.sees(bo);
  expect((await linkOf(bo).counts()).up.bytes).toBeGreaterThan(carried);
  await linkOf(bo).cut();
  let before = Number.NaN;
  const grown = async () => {
    const all = Object.values((await received(ana.page)).frames).reduce((sum, one) => sum + one, 0);
    const more = all - before;
    before = all;
    return more;
  };
  await expect.poll(grown, { message: "frames decoded stand still", intervals: [700] }).toBe(0);
  await linkOf(bo).mend();
  await Promise.all([ana.sees(bo), bo.sees(ana)]);
});
