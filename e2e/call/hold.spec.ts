import { expect, type Person, test } from "../people";
import { received } from "../wire";

/** Bo talks with Cy, and keeps Ana on hold. */
async function boHoldsAna({ ana, bo, cy }: { ana: Person; bo: Person; cy: Person }): Promise<void> {
  await ana.calls(bo, "audio");
  await bo.answers("audio");
  await Promise.all([bo.hears(ana), ana.hears(bo)]);
  await cy.calls(bo, "audio");
  await bo.card(cy).getByRole("button", { name: "Hold & answer" }).click();
  await Promise.all([bo.hears(cy), cy.hears(bo)]);
  await expect(ana.tile(bo)).toContainText("On hold");
}
const energy = async (who: Person) => (await received(who.page)).audioEnergy;
const boAt = async (who: Person, bo: Person) =>
  (await who.api.state()).call?.participants.find(({ person }) => person.id === bo.id);

test("R4 who is on hold hears nothing, and keeps the seat", { tag: "@long" }, async ({ people }) => {
  const { ana, bo, cy } = await people("Ana", "Bo", "Cy");
  await boHoldsAna({ ana, bo, cy });
  const before = await energy(ana);
  for (let times = 0; times < 3; times++) await Promise.all([bo.hears(cy), cy.hears(bo)]);
  // What is left in the jitter buffer fades out; a voice adds a thousand times as much in a moment.
  expect(await energy(ana)).toBeCloseTo(before, 6);
  expect(await boAt(ana, bo)).toMatchObject({ state: "connected", isHeld: true, isPresent: true });
});

test("R4 C7 a reload keeps the call that runs and the one on hold", { tag: "@long" }, async ({ people }) => {
  const { ana, bo, cy } = await people("Ana", "Bo", "Cy");
  await boHoldsAna({ ana, bo, cy });
  const before = (await boAt(ana, bo))?.admissionId;
  await bo.page.reload();
  await Promise.all([bo.hears(cy), cy.hears(bo)]);
  await bo.isTold("Ana on hold");
  // The seat on hold is taken up again as well: it would lapse.
  await expect.poll(async () => (await boAt(ana, bo))?.admissionId).not.toBe(before);
  await expect.poll(async () => (await boAt(ana, bo))?.isPresent).toBe(true);
  await bo.button("Swap").click();
  await Promise.all([bo.hears(ana), ana.hears(bo)]);
  await expect(cy.tile(bo)).toContainText("On hold");
});

test("R4 a call on hold that ends is gone, and the other runs on", { tag: "@long" }, async ({ people }) => {
  const { ana, bo, cy } = await people("Ana", "Bo", "Cy");
  await boHoldsAna({ ana, bo, cy });
  await ana.hangsUp();
  await expect(bo.page.getByText("Ana on hold")).toBeHidden();
  await Promise.all([bo.hears(cy), cy.hears(bo)]);
});
