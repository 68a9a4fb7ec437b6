import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startApp } from "../../scripts/start/services.mjs";
import { Api } from "../api";
import { expect, test } from "../people";

test("R7 an e-mail about missed calls is offered where the server can send one, and nowhere else", async ({
  people,
}) => {
  const { bo } = await people("Bo");
  await bo.opens("/settings");
  const name = { name: "E-mail about missed calls" };
  await expect(bo.button("Turn on notifications")).toBeVisible();
  await expect(bo.page.getByRole("switch", name)).toBeHidden();

  const dataDir = mkdtempSync(path.join(tmpdir(), "peal-mail-"));
  const shared = JSON.parse(process.env.PEAL_E2E_ENV ?? "{}") as Record<string, string>;
  const env = {
    ...shared,
    NODE_ENV: "production" as const,
    PEAL_ROLES: "web,live",
    PEAL_SMTP_URL: "smtp://127.0.0.1:1",
  };
  const app = await startApp({ env, dataDir, name: "app-mail" });
  try {
    const page = await bo.context.newPage();
    await page.goto(`${app.url}/settings`);
    const choice = page.getByRole("switch", name);
    await expect(page.getByText(bo.identity.email)).toBeVisible();
    await expect(choice).not.toBeChecked();
    await choice.click();
    await expect(choice).toBeChecked();
    const there = new Api(bo.context.request, app.url);
    await expect.poll(async () => (await there.ringSettings({})).hasMissedCallMail).toBe(true);
    await page.reload();
    await expect(choice).toBeChecked();
  } finally {
    await app.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
});
