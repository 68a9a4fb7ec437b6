import { expect } from "../people";
import { testInTown } from "./town";

const test = testInTown({ nodes: 2 });

test("M7 the node that a call is on dies: the call goes on on the other, and new calls too", {
  tag: "@long",
}, async ({ people, town }) => {
  const { ana, bo, cy, dee } = await people("Ana", "Bo", "Cy", "Dee");
  await ana.calls(bo);
  await bo.answers();
  await Promise.all([ana.sees(bo), bo.sees(ana)]);

  await town.killBusyNode();
  await expect(ana.page.getByText(/reconnecting/i).first()).toBeVisible();
  await Promise.all([ana.sees(bo), bo.sees(ana), ana.hearsSomebody(), bo.hearsSomebody()]);

  await cy.calls(dee);
  await dee.answers();
  await Promise.all([cy.sees(dee), dee.sees(cy)]);
  await ana.hangsUp();
  await expect(bo.button("End call")).toBeHidden();
  expect((await bo.api.history()).map(({ status }) => status)).toEqual(["completed"]);
});
