import { expect, test } from "../people";

test("A2 a webhook is added in the settings: its secret is shown once, a test says what became of it, and it goes again", {
  tag: "@long",
}, async ({ strangers }) => {
  const { ana } = await strangers("Ana");
  const { page } = ana;
  await ana.opens("/settings/webhooks");
  const address = page.getByLabel("Address");
  await address.fill("https://10.0.0.1/peal");
  await ana.button("Add webhook").click();
  await ana.isTold(/no https address/);
  await address.fill("https://hooks.peal.invalid/peal");
  await page.getByRole("checkbox", { name: "call.rang" }).uncheck();
  await ana.button("Add webhook").click();
  await expect(page.getByLabel("Signing secret")).toHaveValue(/^whsec_[\w+/]{43}=$/);
  const hook = page.getByRole("listitem", { name: "https://hooks.peal.invalid/peal" });
  await expect(hook).toContainText("call.ended");
  await expect(hook).not.toContainText("call.rang");
  await page.reload();
  await expect(page.getByLabel("Signing secret")).toHaveCount(0);
  await hook.getByRole("button", { name: "Send a test" }).click();
  const log = hook.getByRole("list", { name: "Deliveries" });
  await expect(log.getByRole("listitem")).toContainText(/webhook\.test.*Not delivered/);
  await hook.getByRole("button", { name: "Remove" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
  await expect(hook).toHaveCount(0);
});
