import { expect, test } from "../people";
import { looksAfterPeal } from "./admin";

test("P5 who is reported in a call and suspended is signed out at once, the call ends, and the log has it", async ({
  people,
}) => {
  const { ana, bo, cy } = await people("Ana", "Bo", "Cy");
  await looksAfterPeal(ana);
  await bo.opens("/admin");
  await bo.isTold("Nothing here");

  await bo.calls(cy);
  await cy.isRungBy(bo);
  await cy.answers();
  await Promise.all([bo.sees(cy), cy.sees(bo)]);
  await cy.button("People").click();
  await cy.people.getByRole("button", { name: "Volume and picture of Bo" }).click();
  await cy.people.getByRole("button", { name: "Report Bo" }).click();
  const report = cy.page.getByRole("dialog", { name: "Report Bo" });
  await report.getByRole("radio", { name: "Threatens" }).check();
  await report.getByLabel("What happened").fill("He shouts.");
  await report.getByRole("button", { name: "Send the report" }).click();
  await cy.isTold("Reported. Thank you.");

  await ana.opens("/admin/live");
  await expect(ana.page.getByRole("listitem", { name: "Video call of Bo and Cy" })).toContainText(
    "Encrypted",
  );
  await ana.page.getByRole("link", { name: /^Reports/ }).click();
  const told = ana.page.getByRole("listitem", { name: "About Bo" }).filter({ hasText: cy.identity.handle });
  await expect(told).toContainText("He shouts.");
  await told.getByRole("button", { name: "Suspend" }).click();
  await ana.page.getByRole("alertdialog").getByRole("button", { name: "Suspend" }).click();
  await expect(told).toBeHidden();

  await expect(bo.page).toHaveURL(/\/sign-in/);
  await expect(cy.button("End call")).toBeHidden();
  await bo.page.getByLabel("Email", { exact: true }).fill(bo.identity.email);
  await bo.page.getByLabel("Password", { exact: true }).fill(bo.identity.password);
  await bo.button("Sign in").click();
  await bo.isTold("This account is suspended.");

  await ana.opens("/admin/audit");
  await ana.page.getByLabel("Find by person").fill(bo.identity.handle);
  const log = ana.page.getByRole("list", { name: "What was done" });
  await expect(log.getByRole("listitem").first()).toContainText("Settled a report");
  await expect(log).toContainText(`Suspended a person to Bo (@${bo.identity.handle})`);
});
