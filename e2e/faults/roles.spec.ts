import { which } from "../../scripts/start/run.mjs";
import { expect } from "../people";
import { testInTown } from "./town";

// All of them are replaced within one ring, however slow the machine is.
const test = testInTown({ hasRedis: true, env: { PEAL_RING_MS: "240000" } });
test.skip(!which("redis-server"), "there is no redis-server on this machine");

test("F36 with Redis between them, processes by role are all replaced while a call runs and another rings", {
  tag: "@long",
}, async ({ people, town }) => {
  const roles = ["web", "live", "live", "worker", "web"];
  const running = await Promise.all(roles.map(town.addApp));
  await town.removeApp(town.first);
  const { ana, bo, cy, dee } = await people("Ana", "Bo", "Cy", "Dee");
  await ana.calls(bo);
  await bo.answers();
  await Promise.all([ana.sees(bo), bo.sees(ana)]);
  await cy.calls(dee);
  await dee.isRungBy(cy);

  // As a rolling update: the next one is there before the last one goes.
  for (const [at, app] of running.entries()) {
    await town.addApp(roles[at]);
    await town.removeApp(app);
    await dee.isRungBy(cy);
  }
  await dee.answers();
  await Promise.all([cy.sees(dee), dee.sees(cy), ana.sees(bo), bo.sees(ana)]);

  await ana.hangsUp();
  await expect(bo.button("End call")).toBeHidden();
  await cy.hangsUp();
  await expect(dee.button("End call")).toBeHidden();
  // Who was there all along is told what happens from now on, too.
  await bo.calls(cy);
  await cy.isRungBy(bo);
  await bo.cancels();
  await expect(cy.ring(bo)).toBeHidden();
  for (const one of [ana, dee]) {
    await expect
      .poll(async () => (await one.api.history()).map(({ status }) => status))
      .toEqual(["completed"]);
  }
});
