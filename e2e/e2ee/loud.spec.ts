import { type Device, expect, test } from "../people";
import { framesOf } from "../wire";
import { keepsKeysBack, leavesOut, tellsLies } from "./lies";
import { lightCrowd } from "./light-client";
import { startsOver } from "../identity/start-over";

const lock = (of: Device) => of.page.getByRole("button", { name: /^Encryption: / });
const saysLock = (of: Device, words: string, timeout = 10_000) =>
  expect(lock(of)).toHaveAccessibleName(`Encryption: ${words}`, { timeout });
const isQuietLock = (of: Device) =>
  expect(lock(of)).toHaveAccessibleName(/^Encryption: (Encrypted|New device, not confirmed)$/);
async function opensLock(of: Device) {
  await lock(of).click();
  return of.page.getByRole("dialog", { name: "Encryption" });
}

test("E2 a server that shows people different lists is found out: everybody is told that lists differ", {
  tag: "@long",
}, async ({ people, appUrl }) => {
  const { ana, bo } = await people("Ana", "Bo");
  const env = JSON.parse(process.env.PEAL_E2E_ENV ?? "{}") as Record<string, string>;
  const [cy] = await lightCrowd({ url: appUrl, env }, 1, ana.id);
  if (!cy) throw new Error("nobody there");
  await tellsLies(bo.context);
  await bo.opens("/");
  await ana.calls(bo);
  await bo.answers();
  await Promise.all([ana.sees(bo), bo.sees(ana)]);
  await isQuietLock(bo);
  const callId = (await ana.api.state()).call?.callId ?? "";

  // The server lets somebody in and says so to one of the two alone.
  await leavesOut(bo.page, cy.device.userId);
  await ana.api.addPeople(callId, [cy.device.userId]);
  await cy.answers(callId);
  const cameAt = performance.now();
  await saysLock(bo, "People see different lists", 20_000);
  expect(performance.now() - cameAt).toBeGreaterThan(9_500);
  // Ana had Bo's list herself a moment ago: it counts as her own for ten seconds more.
  await saysLock(ana, "People see different lists", 20_000);
  for (const one of [ana, bo]) {
    await expect(lock(one).getByText("People see different lists")).toBeVisible();
    const panel = await opensLock(one);
    await expect(panel.getByText(/do not see the same people .* Say nothing private/)).toBeVisible();
    await one.page.keyboard.press("Escape");
  }
  // Whom Bo does not see gets no key of Bo's.
  expect(cy.security.state.trouble).toBe("no_keys");
  const bos = (await bo.api.state()).call?.admissionId ?? "";
  expect(cy.security.state.members.find((one) => one.admissionId === bos)?.isSecured).toBe(false);
  await Promise.all([ana.sees(bo), bo.sees(ana)]);
  cy.close();
});

test("E2 who has started over since is said to have another security number, by name, as long as the call runs", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  for (const one of [ana, bo]) await expect.poll(() => one.api.ownKeys()).not.toBeNull();
  await bo.opens(`/contacts/${ana.identity.handle}`);
  await expect(bo.page.getByRole("button", { name: /^Security number/ })).toBeVisible();
  const phone = await startsOver(ana);

  await phone.calls(bo);
  await bo.answers();
  await Promise.all([phone.sees(bo), bo.sees(ana)]);
  await saysLock(bo, "Security number changed");
  await expect(lock(bo).getByText("Security number changed")).toBeVisible();
  const panel = await opensLock(bo);
  await expect(panel.getByText(/^Ana: the security number is another one than before\./)).toBeVisible();
  const member = panel.getByRole("listitem", { name: "Ana", exact: true });
  await expect(member.getByText("Security number changed")).toBeVisible();
  await bo.page.keyboard.press("Escape");
  // Nothing is wrong with Bo's.
  await isQuietLock(phone);
  await saysLock(bo, "Security number changed");
});

test("E1 keys that never come: it is securing, then cannot be read, by name, and nothing is heard or seen; then they come", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo } = await people("Ana", "Bo");
  const held = await keepsKeysBack(bo.context);
  await bo.opens("/");
  await ana.calls(bo);
  await bo.answers();
  const sign = ana.tile(bo).getByRole("status");
  await expect(sign).toHaveText("Securing…");
  await saysLock(ana, "Securing…");
  await expect(sign).toContainText("Cannot be read");
  await saysLock(ana, "Keys are missing");
  const panel = await opensLock(ana);
  await expect(panel.getByText(/^Bo: no keys came that fit/)).toBeVisible();
  await expect(panel.getByRole("listitem", { name: "Bo", exact: true })).toContainText("Securing…");
  await ana.page.keyboard.press("Escape");
  expect(await framesOf(ana.tile(bo).locator("video").first()).catch(() => 0)).toBe(0);
  // The other way all is well.
  await bo.sees(ana);
  await isQuietLock(bo);

  held.ends();
  await Promise.all([ana.sees(bo), ana.hears(bo)]);
  await isQuietLock(ana);
  await expect(sign).toHaveCount(0);
});
