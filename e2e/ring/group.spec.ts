import { expect, test } from "../people";

test("R6 a group rings together, each person's own first answer wins, and all see each other", async ({
  people,
}) => {
  const { ana, bo, cy, dee } = await people("Ana", "Bo", "Cy", "Dee");
  const phone = await bo.device("Phone", { mobile: true });
  await ana.callsGroup([bo, cy, dee], { topic: "2 min, about the invoice" });
  const ringing = [bo, phone, cy, dee];
  await Promise.all(ringing.map((device) => device.isRungBy(ana)));
  await cy.isTold("2 min, about the invoice");
  await cy.isTold(/with Bo and Dee|with Dee and Bo/);
  await expect(ana.tile(bo)).toContainText("Ringing on 2 devices");

  await Promise.all([phone.answers(), bo.isTold(`Answered on ${phone.deviceName}`)]);
  await bo.isQuiet();
  await cy.isRungBy(ana);
  await cy.answers();
  await dee.declines();
  await Promise.all([ana.sees(bo), ana.sees(cy), cy.sees(bo), phone.sees(cy), phone.sees(ana)]);
  await expect(ana.tile(dee)).toContainText("Declined");
  await expect(ana.page.getByRole("heading", { level: 1 })).toHaveText(/Bo and Cy|Cy and Bo/);
});

test("R6 who declined can be rung again from their tile, and comes in", { tag: "@long" }, async ({
  people,
}) => {
  const { ana, bo, cy } = await people("Ana", "Bo", "Cy");
  await ana.callsGroup([bo, cy], { media: "audio" });
  await bo.answers("audio");
  await cy.declines();
  await ana.tile(cy).getByRole("button", { name: "Ring again" }).click();
  await cy.isRungBy(ana);
  await cy.isTold(/adds you to a call with Bo/);
  await Promise.all([cy.answers("audio"), ana.isTold("Cy joined")]);
  await expect(ana.tile(cy)).not.toContainText("Declined");
  await cy.hearsSomebody();
});

test("R6 whom one has rung as often as one may is not offered to be rung again: words stand in its place", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo, cy } = await people("Ana", "Bo", "Cy");
  await ana.callsGroup([bo, cy], { media: "audio" });
  await bo.answers("audio");
  const again = ana.tile(cy).getByRole("button", { name: "Ring again" });
  for (let times = 0; times < 4; times++) {
    await cy.isRungBy(ana);
    await cy.declines();
    await expect(again).toBeVisible();
    await again.click();
  }
  await ana.isTold("You have rung Cy as often as one may in a call.");
  await expect(again).toBeHidden();
  await ana.button("People").click();
  await expect(ana.people.getByText("You have rung Cy as often as one may in a call.")).toBeVisible();
  await cy.isQuiet();
});

test("R6 who leaves a running group call finds it on the home page and goes back in", {
  tag: "@long",
}, async ({ people }) => {
  const { ana, bo, cy } = await people("Ana", "Bo", "Cy");
  await ana.callsGroup([bo, cy], { media: "audio", topic: "Standup" });
  await bo.answers("audio");
  await cy.answers("audio");
  await expect(ana.tile(cy)).toBeVisible();
  await Promise.all([bo.hangsUp(), ana.isTold("Bo left")]);
  await bo.opens("/");
  await bo.isTold(/Standup with (Ana and Cy|Cy and Ana) goes on/);
  await bo.page.getByRole("main").getByRole("button", { name: "Join" }).first().click();
  await expect(bo.button("End call")).toBeVisible();
  await Promise.all([bo.hearsSomebody(), expect(ana.tile(bo)).toBeVisible()]);
  await ana.hangsUp();
  await cy.hangsUp();
  await expect.poll(async () => (await bo.api.history()).length).toBe(1);
});
