import { type Device, expect, test } from "../people";
import { received } from "../wire";

const openPerson = async (device: Device, name: string) => {
  await device.button("People").click();
  await device.people.getByRole("button", { name: `Volume and picture of ${name}` }).click();
};

test("C6 the volume of a person is kept in this browser, for this person", { tag: "@long" }, async ({
  people,
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  await ana.calls(bo);
  await bo.answers("video");
  await bo.sees(ana);
  await openPerson(bo, "Ana");
  await bo.people.getByRole("slider", { name: "Volume" }).fill("30");
  const loudness = () =>
    bo.page.evaluate(() => [...document.querySelectorAll("audio")].map((one) => one.volume));
  await expect.poll(loudness).toContain(0.3);
  await bo.page.reload();
  await bo.sees(ana);
  await expect.poll(loudness).toContain(0.3);
  await openPerson(bo, "Ana");
  await expect(bo.people.getByRole("slider", { name: "Volume" })).toHaveValue("30");
});

test("C6 a person who is muted and hidden here is neither heard nor seen here, and is told nothing", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  await ana.calls(bo);
  await bo.answers("video");
  await bo.sees(ana);
  await bo.hears(ana);
  await openPerson(bo, "Ana");
  await bo.people.getByRole("switch", { name: "Mute Ana for me" }).click();
  await bo.people.getByRole("switch", { name: "Hide Ana for me" }).click();
  await expect(bo.tile(ana).locator("video")).toHaveCount(0);
  const energy = async () => (await received(bo.page)).audioEnergy;
  // Nothing more comes in once what was on its way has come.
  await expect
    .poll(async () => {
      const before = await energy();
      await new Promise((resume) => setTimeout(resume, 1_500));
      return (await energy()) - before;
    })
    .toBe(0);
  await ana.sees(bo);
  await ana.hears(bo);
  await bo.people.getByRole("switch", { name: "Mute Ana for me" }).click();
  await bo.people.getByRole("switch", { name: "Hide Ana for me" }).click();
  await bo.sees(ana);
  await bo.hears(ana);
});
