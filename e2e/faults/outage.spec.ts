import { expect } from "../people";
import { testInTown } from "./town";

/** How long Postgres is away: a minute in full, a few seconds else. */
const AWAY_MS = process.env.PEAL_LONG ? 60_000 : 6_000;

const test = testInTown();

test("F21 while Postgres is away a running call goes on, a new one fails with words, and nothing is lost", {
  tag: "@long",
}, async ({ people, town }) => {
  const { ana, bo, cy } = await people("Ana", "Bo", "Cy");
  await ana.calls(bo);
  await bo.answers();
  await Promise.all([ana.sees(bo), bo.sees(ana)]);
  await cy.opens(`/contacts/${ana.identity.handle}`);
  const call = cy.page.getByRole("main").getByRole("button", { name: "Call", exact: true });
  await expect(call).toBeEnabled();

  await town.stopPostgres();
  const backAt = performance.now() + AWAY_MS;
  await call.click();
  await cy.isTold(/went wrong|try again/i);
  do {
    await Promise.all([ana.sees(bo), bo.sees(ana), ana.hearsSomebody()]);
  } while (performance.now() < backAt);
  await town.startPostgres();

  await Promise.all([ana.sees(bo), bo.sees(ana)]);
  await expect.poll(async () => (await cy.api.state().catch(() => null))?.userId).toBe(cy.id);
  await ana.hangsUp();
  await expect(bo.button("End call")).toBeHidden();
  await expect.poll(async () => (await bo.api.history()).map(({ status }) => status)).toEqual(["completed"]);
  // The live connection lives again: a new call rings.
  await cy.calls(bo);
  await bo.isRungBy(cy);
});

test("F36 the processes of the app are replaced one by one while a call runs and another rings", {
  tag: "@long",
}, async ({ people, town }) => {
  const { ana, bo, cy, dee } = await people("Ana", "Bo", "Cy", "Dee");
  await ana.calls(bo);
  await bo.answers();
  await Promise.all([ana.sees(bo), bo.sees(ana)]);

  const second = await town.addApp();
  await cy.calls(dee);
  await dee.isRungBy(cy);
  await town.removeApp(town.first);
  const third = await town.addApp();
  await town.removeApp(second);
  await dee.isRungBy(cy);
  await dee.answers();
  await Promise.all([cy.sees(dee), dee.sees(cy), ana.sees(bo), bo.sees(ana)]);

  await town.addApp();
  await town.removeApp(third);
  await ana.hangsUp();
  await expect(bo.button("End call")).toBeHidden();
  await cy.hangsUp();
  await expect(dee.button("End call")).toBeHidden();
  for (const one of [bo, dee]) {
    expect((await one.api.history()).map(({ status }) => status)).toEqual(["completed"]);
  }
});
