import { expect, test } from "../people";
import { pitches, pitchesOf, watchTones } from "../tones";

test("R12 a line of text rings along, large, on every device of the callee", async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  await ana.opens(`/contacts/${bo.identity.handle}`);
  await ana.page.getByRole("button", { name: "More for Bo" }).click();
  await ana.page.getByRole("menuitem", { name: "Call with a line…" }).click();
  const dialog = ana.page.getByRole("dialog", { name: "Call Bo" });
  await dialog.getByLabel("What is it about?").fill("2 min, about the invoice");
  await dialog.getByRole("button", { name: "Call", exact: true }).click();
  await bo.isRungBy(ana);
  await expect(bo.ring(ana)).toContainText("2 min, about the invoice");
  await ana.isTold(/2 min, about the invoice/);
});

test("R4 a quick message goes with declining, and the caller reads it", { tag: "@long" }, async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  await ana.calls(bo, "audio");
  await bo.isRungBy(ana);
  await bo.ring(ana).getByRole("button", { name: "More" }).click();
  await bo.ring(ana).getByRole("button", { name: "Message" }).click();
  await bo.ring(ana).getByLabel("Your own words").fill("In a meeting until four");
  await bo.ring(ana).getByRole("button", { name: "Send" }).click();
  await bo.isQuiet();
  await ana.isTold("Bo declined");
  await ana.isTold(/In a meeting until four/);
});

test("R1 Escape closes what stands behind More, and declines nothing", { tag: "@long" }, async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  await ana.calls(bo, "audio");
  await bo.isRungBy(ana);
  await bo.ring(ana).getByRole("button", { name: "More" }).click();
  const message = bo.ring(ana).getByRole("button", { name: "Message" });
  await expect(message).toBeVisible();
  await bo.page.keyboard.press("Escape");
  await expect(message).toBeHidden();
  await bo.isRungBy(ana);
});

test("R1 a ring is heard where it rings, and the caller hears ringback", async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  await Promise.all([watchTones(ana.context), watchTones(bo.context)]);
  await bo.opens("/");
  await ana.calls(bo, "audio");
  await bo.isRungBy(ana);
  await expect.poll(() => pitchesOf(bo.page)).toContain(pitches.bell);
  await expect.poll(() => pitchesOf(ana.page)).toEqual([pitches.line]);
});
