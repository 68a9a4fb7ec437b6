import { expect, type Person, test } from "../people";
import { pitches, pitchesOf, strokesOf, watchTones } from "../tones";

/** Ana and Bo are on a call, and Cy calls Bo. */
async function cyCallsBusyBo({ ana, bo, cy }: { ana: Person; bo: Person; cy: Person }): Promise<void> {
  await ana.calls(bo, "audio");
  await bo.answers("audio");
  await bo.hears(ana);
  await cy.calls(bo, "audio");
  await expect(bo.card(cy)).toBeVisible();
}

test("R4 a person on a call hears a knock and no ring; the caller sees that they are on another call", async ({
  people,
}) => {
  const { ana, bo, cy } = await people("Ana", "Bo", "Cy");
  const phone = await bo.device("Phone", { mobile: true });
  await Promise.all([watchTones(bo.context), watchTones(phone.context), watchTones(cy.context)]);
  await Promise.all([bo.opens("/"), phone.opens("/")]);
  await ana.calls(bo, "audio");
  await Promise.all([bo.answers("audio"), phone.isTold(`Answered on ${bo.deviceName}`)]);
  const [strokes, title] = [await strokesOf(phone.page), await phone.page.title()];
  await cy.calls(bo, "audio");
  await expect(bo.card(cy)).toBeVisible();
  await cy.isTold(/on another call/);
  await expect.poll(() => pitchesOf(bo.page)).toContain(pitches.knock);
  await expect.poll(() => pitchesOf(cy.page)).toEqual([pitches.line]);
  await expect(phone.card(cy)).toBeVisible();
  await phone.isQuiet();
  expect(await strokesOf(phone.page), "strokes that the silent card adds").toBe(strokes);
  expect(await phone.page.title()).toBe(title);

  await bo.card(cy).getByRole("button", { name: "Decline" }).click();
  await expect(bo.card(cy)).toBeHidden();
  await cy.isTold("Bo declined");
  await bo.hears(ana);
});

test("R4 End & answer ends the one call and takes the other", { tag: "@long" }, async ({ people }) => {
  const { ana, bo, cy } = await people("Ana", "Bo", "Cy");
  await cyCallsBusyBo({ ana, bo, cy });
  await bo.card(cy).getByRole("button", { name: "End & answer" }).click();
  await Promise.all([bo.hears(cy), cy.hears(bo)]);
  await expect(ana.button("End call")).toBeHidden();
});

test("R4 Hold & answer keeps the one call, swaps between both, and goes back when the other ends", async ({
  people,
}) => {
  const { ana, bo, cy } = await people("Ana", "Bo", "Cy");
  await cyCallsBusyBo({ ana, bo, cy });
  await bo.card(cy).getByRole("button", { name: "Hold & answer" }).click();
  await Promise.all([bo.hears(cy), cy.hears(bo)]);
  await bo.isTold("Ana on hold");
  await expect(ana.tile(bo)).toContainText("On hold");

  await bo.button("Swap").click();
  await Promise.all([bo.hears(ana), ana.hears(bo)]);
  await bo.isTold("Cy on hold");
  await expect(cy.tile(bo)).toContainText("On hold");
  await expect(ana.tile(bo)).not.toContainText("On hold");

  await ana.hangsUp();
  await bo.button("Resume call with Cy").click();
  await Promise.all([bo.hears(cy), cy.hears(bo)]);
});
