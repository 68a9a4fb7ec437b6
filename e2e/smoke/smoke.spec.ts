import { expect, test } from "../people";

test("A4 the built app is healthy and sends strangers to sign in", async ({ profile, appUrl }) => {
  const context = await profile();
  for (const path of ["/api/health/live", "/api/health/ready", "/api/health"])
    await expect
      .poll(async () => await (await context.request.get(appUrl + path)).json(), { message: path })
      .toEqual({ status: "ok" });
  const page = await context.newPage();
  await page.goto(appUrl);
  await expect(page).toHaveURL(/\/sign-in/);
  await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
});

test("A4 a stranger gets no live stream and nobody's state", async ({ profile, appUrl }) => {
  const context = await profile();
  expect((await context.request.get(`${appUrl}/api/live`)).status()).toBe(401);
  const state = await context.request.get(`${appUrl}/api/trpc/live.state`, { headers: { "x-peal": "1" } });
  expect(state.status()).toBe(401);
});

test("A4 pages carry a strict content policy and the other headers of a careful host", async ({
  profile,
  appUrl,
}) => {
  const answer = await (await profile()).request.get(`${appUrl}/sign-in`);
  const headers = answer.headers();
  expect(headers["content-security-policy"]).toMatch(/script-src[^;]*'nonce-/);
  expect(headers["x-content-type-options"]).toBe("nosniff");
  expect(headers["referrer-policy"]).toBeTruthy();
  expect(headers["x-powered-by"]).toBeUndefined();
});
